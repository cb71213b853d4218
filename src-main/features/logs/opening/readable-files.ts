import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import * as tar from 'tar'
import { AppError } from '#shared/contract/errors.ts'

/** Files that can be indexed as they are. */
export interface ReadableFiles {
  readonly kind: 'file' | 'bundle'
  readonly paths: readonly string[]
  readonly bytes: number
  /** Where they were unpacked; null where nothing had to be. */
  readonly folder: string | null
}

const logName = /\.(log|txt|json|jsonl|ndjson|out|err)(\.\d{1,3}|[-.]\d{8})?(\.gz|\.zst)?$/i
const bundleName = /\.(tar\.gz|tgz)$/i
const mostUnpackedBytes = 4_294_967_296
const mostFilesOfBundle = 200

/**
 * Makes a log file or a support bundle readable. Fails with LOG_FILE_UNREADABLE for what is no file, has no name of a
 * log, or lies among the program's own data but not among its logs.
 */
export async function readableFiles(
  path: string,
  { dataFolder, logFile }: { readonly dataFolder: string; readonly logFile: string | null },
): Promise<ReadableFiles> {
  try {
    const real = await realpath(path)
    if (!logName.test(real) && !bundleName.test(real)) throw new Error('not-a-log-name')
    if (isInside(real, await realpath(dataFolder)) && !isAmongLogs(real, dataFolder, logFile))
      throw new Error('own-data')
    if (bundleName.test(real)) return await unpackedBundle(real)
    return /\.(gz|zst)$/i.test(real) ? await unpackedFile(real) : await plainFile(real)
  } catch (error) {
    if (error instanceof AppError) throw error
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(Object(error).message)
    throw new AppError('LOG_FILE_UNREADABLE', { path, reason }, { cause: error })
  }
}

function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path)
  return inside === '' || (!inside.startsWith(`..${sep}`) && inside !== '..' && !inside.startsWith(sep))
}

function isAmongLogs(path: string, dataFolder: string, logFile: string | null): boolean {
  const folders = [join(dataFolder, 'support'), ...(logFile === null ? [] : [dirname(logFile)])]
  return folders.some((folder) => isInside(path, folder))
}

async function plainFile(path: string): Promise<ReadableFiles> {
  const file = await open(path, 'r')
  try {
    const entry = await file.stat()
    if (!entry.isFile()) throw new Error('not-a-file')
    return { kind: 'file', paths: [path], bytes: entry.size, folder: null }
  } finally {
    await file.close()
  }
}

async function unpackedFile(path: string): Promise<ReadableFiles> {
  await plainFile(path)
  return inNewFolder(async (folder) => {
    const target = join(folder, basename(path).replace(/\.(gz|zst)$/i, ''))
    const unpack = /\.gz$/i.test(path) ? createGunzip() : createZstdDecompress()
    const limit = new ByteLimit()
    await pipeline(createReadStream(path), unpack, limit, createWriteStream(target, { mode: 0o600 }))
    return { kind: 'file', paths: [target], bytes: limit.bytes }
  })
}

/** Of a bundle only what lies in its folder of logs; nothing else of it touches the disk. */
async function unpackedBundle(path: string): Promise<ReadableFiles> {
  await plainFile(path)
  return inNewFolder(async (folder) => {
    let bytes = 0
    let files = 0
    await tar.extract({
      ...{ file: path, cwd: folder, strict: true, preserveOwner: false, noChmod: true },
      filter: (name, entry) => {
        const isWanted =
          'type' in entry && entry.type === 'File' && /(^|\/)logs\/[^/]+$/.test(name) && logName.test(name)
        if (isWanted) {
          bytes += entry.size
          files += 1
        }
        if (bytes > mostUnpackedBytes || files > mostFilesOfBundle) throw new Error('too-large')
        return isWanted
      },
    })
    const names = await readdir(folder, { recursive: true, withFileTypes: true })
    const paths = names
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .sort()
    if (paths.length === 0) throw new Error('no-logs-inside')
    return { kind: 'bundle', paths, bytes }
  })
}

async function inNewFolder(unpack: (folder: string) => Promise<Omit<ReadableFiles, 'folder'>>): Promise<ReadableFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'kuraban-logs-'))
  try {
    return { ...(await unpack(folder)), folder }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Ends a stream that unpacks to more than is sensible. */
class ByteLimit extends Transform {
  bytes = 0
  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.bytes += chunk.length
    if (this.bytes > mostUnpackedBytes) done(new Error('too-large'))
    else done(null, chunk)
  }
}
