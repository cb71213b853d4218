import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import * as tar from 'tar'
import { AppError } from '#shared/contract/errors.ts'
import type { BundlePorts } from '../ports.ts'
import { type BundleContent, gatherParts } from './bundle-parts.ts'
import { type MachineNames, namesOfThisMachine, Scrubber } from './scrubber.ts'

const sampleCharacters = 2_000
const keptBundles = 5
const bundleName = /^kuraban-support-\d{8}T\d{6}Z\.tar\.gz$/

/** What support needs to help, packed into one file that holds no data and no secrets. */
export class SupportBundleService {
  readonly #ports: BundlePorts
  readonly #scrubber: Scrubber

  constructor(ports: BundlePorts, names: MachineNames = namesOfThisMachine()) {
    this.#ports = ports
    this.#scrubber = new Scrubber((text) => ports.redact(text), names)
  }

  /** What a bundle would hold now. */
  async preview(hours: number) {
    const { parts, leftOut } = await gatherParts(this.#ports, this.#scrubber, hours)
    return {
      parts: parts.map(({ name, text, redactions }) => ({
        ...{ name, redactions, bytes: Buffer.byteLength(text) },
        sample: text.slice(0, sampleCharacters),
      })),
      leftOut: [...leftOut],
    }
  }

  /** Writes it into the data folder; only the newest few are kept. */
  async create(hours: number, without: readonly string[]) {
    const content = withoutParts(await gatherParts(this.#ports, this.#scrubber, hours), without)
    const stamp = this.#ports.clock
      .now()
      .toISOString()
      .replaceAll(/[-:]|\.\d+/g, '')
    const path = join(this.#ports.places.dataFolder, 'support', `kuraban-support-${stamp}.tar.gz`)
    try {
      await this.#write(path, content)
      await this.#removeOlder(dirname(path))
      const { size } = await stat(path)
      return { path, fileName: basename(path), bytes: size, sha256: digest(await readFile(path)) }
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
      throw new AppError('LOG_FILE_UNREADABLE', { path, reason }, { cause: error })
    }
  }

  async #write(path: string, content: BundleContent): Promise<void> {
    const staging = await mkdtemp(join(tmpdir(), 'kuraban-support-'))
    const unfinished = `${path}.part`
    try {
      const files = [{ name: 'manifest.json', text: this.#manifest(content) }, ...content.parts]
      for (const { name, text } of files) {
        await mkdir(dirname(join(staging, name)), { recursive: true })
        await writeFile(join(staging, name), text, { mode: 0o600 })
      }
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await tar.create(
        { file: unfinished, cwd: staging, gzip: true, portable: true, prefix: basename(path, '.tar.gz') },
        files.map(({ name }) => name),
      )
      await chmod(unfinished, 0o600)
      await rename(unfinished, path)
    } finally {
      await rm(staging, { recursive: true, force: true })
      await rm(unfinished, { force: true })
    }
  }

  #manifest({ parts, leftOut }: BundleContent): string {
    const files = parts.map(({ name, text, redactions }) => ({
      ...{ name, redactions, bytes: Buffer.byteLength(text) },
      sha256: digest(text),
    }))
    const createdAt = this.#ports.clock.now().toISOString()
    return `${JSON.stringify({ format: 'kuraban-support-1', createdAt, files, leftOut }, null, 2)}\n`
  }

  async #removeOlder(folder: string): Promise<void> {
    const names = (await readdir(folder)).filter((name) => bundleName.test(name)).sort()
    for (const name of names.slice(0, -keptBundles)) await rm(join(folder, name), { force: true })
  }
}

function withoutParts({ parts, leftOut }: BundleContent, without: readonly string[]): BundleContent {
  const unwanted = parts.filter(({ name }) => without.includes(name))
  return {
    parts: parts.filter((part) => !unwanted.includes(part)),
    leftOut: [...leftOut, ...unwanted.map(({ name }) => ({ name, reason: 'not-wanted' }))],
  }
}

function digest(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
