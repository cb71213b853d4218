import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { openBeneath, systemErrorCode } from '#main/engine/filesystem/index.ts'
import { RepositoryError } from '../errors.ts'

const KEPT_FOLDERS = 32
const PROC = '/proc/self/fd'
const separator = Buffer.from('/')
const hasOpenFolders = process.platform !== 'win32'
const folderFlags = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0)

/** Joins a folder (relative to the target, empty for the target itself) and a name. */
export function joinRelative(folder: Buffer, name: Uint8Array): Buffer {
  return folder.length === 0 ? Buffer.from(name) : Buffer.concat([folder, separator, name])
}

/** Like `mkdir` with `recursive`, which never returns on file systems that refuse new folders with ENOENT (`/proc`). */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (parent !== path) makeFolder(parent)
  mkdirSync(path, 0o700)
}

/**
 * The folder a restore writes into. Everything is reached through folders that were opened below it without following a link,
 * so that neither a hostile snapshot nor somebody who plants links meanwhile can lead a write elsewhere (on Linux; elsewhere
 * links are refused when a file is opened).
 */
export class TargetFolder {
  readonly path: Buffer
  readonly exists: boolean
  readonly #fd: number
  readonly #throughProc: boolean
  /** Open folders by their relative path, least recently used first. */
  readonly #folders = new Map<string, number>()

  private constructor(path: Buffer, fd: number, exists = true) {
    this.path = path
    this.exists = exists
    this.#fd = fd
    this.#throughProc = process.platform === 'linux' && existsSync(PROC)
  }

  /** Opens the folder, making it when it is missing. Fails with `target-unusable`. */
  static prepare(path: string): TargetFolder {
    try {
      makeFolder(path)
      accessSync(path, constants.W_OK | constants.X_OK)
      return TargetFolder.#open(path)
    } catch (error) {
      const reason = systemErrorCode(error) ?? String(error)
      throw new RepositoryError('target-unusable', { path, reason }, { cause: error })
    }
  }

  /** Opens the folder for looking only; one that is missing has `exists` false. Fails with `target-unusable` when something else stands there. */
  static look(path: string): TargetFolder {
    if (!existsSync(path)) return new TargetFolder(Buffer.from(path), -1, false)
    if (!statSync(path).isDirectory()) throw new RepositoryError('target-unusable', { path, reason: 'ENOTDIR' })
    return TargetFolder.#open(path)
  }

  static #open(path: string): TargetFolder {
    const real = realpathSync.native(path, { encoding: 'buffer' })
    return new TargetFolder(real, hasOpenFolders ? openSync(real, folderFlags) : -1)
  }

  /** The open folder, for worker threads. */
  get root(): { readonly fd: number; readonly path: Buffer } {
    return { fd: this.#fd, path: this.path }
  }

  /** A path for calls of `fs`, good until 30 other folders have been asked for: use it at once. Fails with ELOOP or ENOTDIR where a link or file stands in for a folder. */
  at(folder: Buffer, name: Uint8Array): Buffer {
    if (!hasOpenFolders) return Buffer.concat([this.path, separator, joinRelative(folder, name)])
    const fd = this.#folderFd(folder)
    if (!this.#throughProc) return Buffer.concat([this.path, separator, joinRelative(folder, name)])
    return Buffer.concat([Buffer.from(`${PROC}/${fd}/`), name])
  }

  /** A path for the folder itself, under the rules of `at`. */
  atFolder(folder: Buffer): Buffer {
    return this.at(folder, Buffer.from('.'))
  }

  /** Opens a file below the target; no part of the path may be a link. */
  open(folder: Buffer, name: Uint8Array, flags: number): number {
    return openBeneath(this.#fd, this.path, joinRelative(folder, name), flags, 0o600)
  }

  /** Forgets open folders, after folders were removed or replaced. */
  forgetFolders(): void {
    for (const fd of this.#folders.values()) closeSync(fd)
    this.#folders.clear()
  }

  close(): void {
    this.forgetFolders()
    if (this.#fd >= 0) closeSync(this.#fd)
  }

  #folderFd(folder: Buffer): number {
    if (folder.length === 0) return this.#fd
    const key = folder.toString('latin1')
    const fd = this.#folders.get(key) ?? openBeneath(this.#fd, this.path, folder, folderFlags)
    this.#folders.delete(key)
    this.#folders.set(key, fd)
    if (this.#folders.size > KEPT_FOLDERS) this.#closeOldest()
    return fd
  }

  #closeOldest(): void {
    const [oldest] = this.#folders
    if (!oldest) return
    this.#folders.delete(oldest[0])
    closeSync(oldest[1])
  }
}
