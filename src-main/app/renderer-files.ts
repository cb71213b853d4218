import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

/** A file of the built screens as a host hands it out. */
export interface RendererFile {
  readonly body: Uint8Array | string
  readonly headers: Readonly<Record<string, string>>
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}

/** The content policy of a page whose styles carry the nonce. */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * The built screens, found by a table made of the folder at the first look, never by joining paths: what is not in the
 * table does not exist. The page gets a new nonce at each load.
 */
export class RendererFiles {
  readonly #folder: string
  #table: Promise<ReadonlyMap<string, string>> | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  /** `path` is the path of the address, still encoded; null when there is no such file or no build. */
  async find(path: string): Promise<RendererFile | null> {
    this.#table ??= listFiles(this.#folder)
    const table = await this.#table
    if (table.size === 0) this.#table = null
    const file = table.get(path === '/' ? '/index.html' : path)
    if (file === undefined) return null
    return extname(file) === '.html' ? page(file) : asset(file)
  }
}

async function listFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const files = entries.filter((entry) => entry.isFile() && extname(entry.name) in contentTypes)
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return [`/${relative(folder, file).split(sep).map(encodeURIComponent).join('/')}`, file]
    }),
  )
}

async function page(file: string): Promise<RendererFile> {
  const nonce = randomBytes(16).toString('base64')
  const html = await readFile(file, 'utf8')
  return {
    body: html.replaceAll('__CSP_NONCE__', nonce),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentPolicy(nonce),
      'cache-control': 'no-store',
    },
  }
}

async function asset(file: string): Promise<RendererFile> {
  const hashed = /-[\w-]{8,}\.\w+$/.test(file)
  return {
    body: await readFile(file),
    headers: {
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  }
}
