import { randomBytes } from 'node:crypto'
import { chmod, mkdir, type FileHandle as OpenFile, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RepositoryError } from '../errors.ts'
import { isId } from '../format/json-fields.ts'
import type { FileKind } from '../model.ts'
import type { Backend, ByteRange, FileHandle, ListedFile } from './backend.ts'
import { errorCode, storageFailure, throwIfCancelled } from './failure.ts'
import { describeFile, folderOf, foldersToCreate, pathOf } from './local-paths.ts'

const onWindows = process.platform === 'win32'

/** A repository in a folder of this machine or of a mounted share, laid out as restic's local backend does. */
export class LocalBackend implements Backend {
  readonly location: string
  readonly connections = 4

  constructor(root: string) {
    this.location = root
  }

  async create(): Promise<void> {
    try {
      for (const folder of foldersToCreate(this.location)) await mkdir(folder, { recursive: true, mode: 0o700 })
    } catch (error) {
      throw storageFailure(error, 'create', { kind: 'config', name: '' })
    }
  }

  async *list(kind: FileKind, signal?: AbortSignal): AsyncGenerator<ListedFile> {
    if (kind === 'config') return
    const folder = folderOf(this.location, kind)
    const folders = kind === 'data' ? await this.#packFolders(folder) : [folder]
    for (const each of folders) {
      throwIfCancelled(signal)
      const names = (await this.#names(each, kind)).filter(isId)
      const listed = await Promise.all(names.map((name) => this.#listed(join(each, name), { kind, name })))
      for (const file of listed) if (file !== undefined) yield file
    }
  }

  async #packFolders(folder: string): Promise<string[]> {
    const names = await this.#names(folder, 'data')
    return names.filter((name) => /^[0-9a-f]{2}$/.test(name)).map((name) => join(folder, name))
  }

  async #names(folder: string, kind: FileKind): Promise<string[]> {
    try {
      return await readdir(folder)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return []
      throw storageFailure(error, 'list', { kind, name: '' })
    }
  }

  async #listed(path: string, file: FileHandle): Promise<ListedFile | undefined> {
    try {
      return { name: file.name, sizeBytes: (await stat(path)).size }
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined
      throw storageFailure(error, 'list', file)
    }
  }

  async read(file: FileHandle, range?: ByteRange, signal?: AbortSignal): Promise<Uint8Array> {
    throwIfCancelled(signal)
    const path = pathOf(this.location, file)
    try {
      if (range === undefined) return await readFile(path)
      return await readRange(path, range, file)
    } catch (error) {
      throw storageFailure(error, 'read', file)
    }
  }

  async stat(file: FileHandle): Promise<{ readonly sizeBytes: number }> {
    try {
      return { sizeBytes: (await stat(pathOf(this.location, file))).size }
    } catch (error) {
      throw storageFailure(error, 'stat', file)
    }
  }

  async write(file: FileHandle, parts: readonly Uint8Array[], signal?: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    const path = pathOf(this.location, file)
    const content = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
    try {
      if (await holdsAlready(path, content, file)) return
      await writeDurably(path, content)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') throw missingFolder(error, file)
      throw storageFailure(error, 'write', file)
    }
  }

  async remove(file: FileHandle): Promise<void> {
    const path = pathOf(this.location, file)
    try {
      if (onWindows) await chmod(path, 0o600)
      await rm(path)
      if (file.kind !== 'lock' && file.kind !== 'data') await syncFolder(dirname(path))
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw storageFailure(error, 'remove', file)
    }
  }

  async close(): Promise<void> {}
}

async function readExactly(opened: OpenFile, offset: number, length: number, file: FileHandle): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await opened.read(buffer, filled, length - filled, offset + filled)
    if (bytesRead === 0) {
      throw new RepositoryError('damaged', { file: describeFile(file), reason: 'shorter than it must be' })
    }
    filled += bytesRead
  }
  return buffer
}

/** True when the very content is there already (a repeated write); fails with `file-exists` when other content is. */
async function holdsAlready(path: string, content: Uint8Array, file: FileHandle): Promise<boolean> {
  try {
    const present = await readFile(path)
    if (present.equals(content)) return true
    throw new RepositoryError('file-exists', { file: describeFile(file) })
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}-tmp-${randomBytes(5).toString('hex')}`
  const opened = await openInFolder(temporary)
  try {
    await writeAndClose(opened, content)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** The folder of a pack may be missing in repositories that others made; it is created then, but never the repository itself. */
async function openInFolder(path: string): Promise<OpenFile> {
  try {
    return await open(path, 'wx', 0o600)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    await mkdir(dirname(path), { mode: 0o700 })
    return await open(path, 'wx', 0o600)
  }
}

async function writeAndClose(opened: OpenFile, content: Uint8Array): Promise<void> {
  try {
    for (let written = 0; written < content.length; ) {
      written += (await opened.write(content, written)).bytesWritten
    }
    if (!onWindows) await unlessUnsupported(opened.chmod(0o400))
    await unlessUnsupported(opened.sync())
  } finally {
    await opened.close()
  }
}

const unsupportedCodes: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EPERM', 'EACCES'])

/** Some network file systems know no modes and no sync; the write itself has been reported as done by then. */
async function unlessUnsupported(operation: Promise<void>): Promise<void> {
  try {
    await operation
  } catch (error) {
    if (!unsupportedCodes.has(errorCode(error))) throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (onWindows) return
  const opened = await open(folder, 'r')
  try {
    await unlessUnsupported(opened.sync())
  } finally {
    await opened.close()
  }
}

async function readRange(path: string, range: ByteRange, file: FileHandle): Promise<Uint8Array> {
  const opened = await open(path, 'r')
  try {
    const length = range.lengthBytes ?? Math.max(0, (await opened.stat()).size - range.offset)
    return await readExactly(opened, range.offset, length, file)
  } finally {
    await opened.close()
  }
}

function missingFolder(error: unknown, file: FileHandle): RepositoryError {
  const reason = 'the folder of the repository is gone'
  return new RepositoryError(
    'storage-failed',
    { operation: 'write', file: describeFile(file), reason },
    { cause: error },
  )
}
