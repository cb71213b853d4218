import { closeSync, constants, openSync } from 'node:fs'
import { checkedCall, cPath, lastErrorNumber, nativeLibrary } from './native-library.ts'
import { SystemCallError, systemErrorCode } from './system-call-error.ts'

const NOFOLLOW = constants.O_NOFOLLOW ?? 0
const NOATIME = constants.O_NOATIME ?? 0
const NONBLOCK = constants.O_NONBLOCK ?? 0
const CLOSE_ON_EXEC = 0o2000000
const MAC_NOFOLLOW_ANY = 0x20000000
const RESOLVE_NO_MAGICLINKS = 2n
const RESOLVE_NO_SYMLINKS = 4n
const RESOLVE_BENEATH = 8n

/**
 * Opens a file for reading without following a link at its end (ELOOP), without waiting for a FIFO's writer, and without
 * touching its access time where the system allows that.
 */
export function openForReading(path: Buffer): number {
  const flags = constants.O_RDONLY | NOFOLLOW | NONBLOCK
  if (!NOATIME) return openSync(path, flags)
  try {
    return openSync(path, flags | NOATIME)
  } catch (error) {
    if (systemErrorCode(error) !== 'EPERM') throw error
    return openSync(path, flags)
  }
}

let openAt2Works = true

function openAt2(folderFd: number, path: Buffer, flags: number, mode: number): number | undefined {
  const library = nativeLibrary()
  if (!library || process.platform !== 'linux' || !openAt2Works) return undefined
  const how = Buffer.alloc(24)
  how.writeBigUInt64LE(BigInt(flags | CLOSE_ON_EXEC), 0)
  how.writeBigUInt64LE(BigInt(flags & constants.O_CREAT ? mode : 0), 8)
  how.writeBigUInt64LE(RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS, 16)
  const fd = library.openAt2(folderFd, cPath(path), how)
  if (fd >= 0) return fd
  const error = new SystemCallError('openat2', lastErrorNumber(), path)
  if (error.code !== 'ENOSYS' && error.code !== 'EPERM') throw error
  openAt2Works = error.code !== 'ENOSYS'
  return undefined
}

function openStepByStep(folderFd: number, path: Buffer, flags: number, mode: number): number {
  const names = path.toString('latin1').split('/')
  let parent = folderFd
  try {
    for (const [position, name] of names.entries()) {
      const last = position === names.length - 1
      const stepFlags = last ? flags : constants.O_RDONLY | constants.O_DIRECTORY
      const step = Buffer.from(name, 'latin1')
      const fd = openStep(parent, step, stepFlags | NOFOLLOW, mode)
      if (parent !== folderFd) closeSync(parent)
      parent = fd
    }
  } catch (error) {
    if (parent !== folderFd) closeSync(parent)
    throw error
  }
  return parent
}

function openStep(parentFd: number, name: Buffer, flags: number, mode: number): number {
  const library = nativeLibrary()
  if (!library || name.length === 0 || name.toString('latin1') === '..') throw new SystemCallError('openat', 22, name)
  return checkedCall('openat', name, library.openAt(parentFd, cPath(name), flags | CLOSE_ON_EXEC, mode))
}

/**
 * Opens `path` (relative, parts separated by `/`) below an open folder so that no part of it may be a symbolic link and
 * nothing outside the folder can be reached, whatever somebody else does to the folders meanwhile.
 * `folderPath` is the real path of the folder, used on systems that open by path only. Fails with ELOOP, ENOTDIR or EXDEV.
 * A worker thread that closes such a descriptor with `fs` must have been started with `trackUnmanagedFds: false`, or Node warns.
 */
export function openBeneath(folderFd: number, folderPath: Buffer, path: Buffer, flags: number, mode = 0o600): number {
  if (process.platform === 'linux') {
    return openAt2(folderFd, path, flags, mode) ?? openStepByStep(folderFd, path, flags, mode)
  }
  const full = Buffer.concat([folderPath, Buffer.from('/'), path])
  const strict = process.platform === 'darwin' ? MAC_NOFOLLOW_ANY : NOFOLLOW
  return openSync(full, flags | strict, mode)
}
