import { checkedCall, cPath, lastErrorNumber, nativeLibrary, requireNativeLibrary } from './native-library.ts'
import { SystemCallError, systemErrorCode } from './system-call-error.ts'

/** One extended attribute of a file, folder or link. */
export interface EntryAttribute {
  readonly name: string
  readonly value: Uint8Array
}

const ROOM_BYTES = 64 * 1024
const room = Buffer.alloc(ROOM_BYTES)

/** Reads into the common buffer, or into one of the right size when that is too small. */
function readGrowing(syscall: string, path: Buffer, read: (into: Buffer | null, size: number) => number): Buffer {
  const length = read(room, ROOM_BYTES)
  if (length >= 0) return room.subarray(0, length)
  const error = new SystemCallError(syscall, lastErrorNumber(), path)
  if (error.code !== 'ERANGE' && error.code !== 'E2BIG') throw error
  const large = Buffer.alloc(checkedCall(syscall, path, read(null, 0)))
  return large.subarray(0, checkedCall(syscall, path, read(large, large.length)))
}

const nothingToList = new Set(['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/** Names of the extended attributes of an entry (links are not followed), in the order the system lists them; none where it knows no such thing. */
export function listExtendedAttributes(path: Buffer): string[] {
  const library = nativeLibrary()
  if (!library) return []
  try {
    const list = readGrowing('llistxattr', path, (into, size) => library.listXattr(cPath(path), into, size))
    return list.length === 0 ? [] : list.toString('utf8', 0, list.length - 1).split('\0')
  } catch (error) {
    if (nothingToList.has(systemErrorCode(error) ?? '')) return []
    throw error
  }
}

/** The value of one extended attribute. Fails with ENODATA (ENOATTR on macOS) when there is none. */
export function readExtendedAttribute(path: Buffer, name: string): Buffer {
  const library = requireNativeLibrary('reading an extended attribute')
  return Buffer.from(readGrowing('lgetxattr', path, (into, size) => library.getXattr(cPath(path), name, into, size)))
}

/** All extended attributes of an entry in the order the system lists them. One that vanishes meanwhile is left out. */
export function readExtendedAttributes(path: Buffer): EntryAttribute[] {
  const attributes: EntryAttribute[] = []
  for (const name of listExtendedAttributes(path)) {
    try {
      attributes.push({ name, value: readExtendedAttribute(path, name) })
    } catch (error) {
      const code = systemErrorCode(error)
      if (code !== 'ENODATA' && code !== 'ENOATTR') throw error
    }
  }
  return attributes
}

/** Sets or replaces one extended attribute of the entry itself. */
export function writeExtendedAttribute(path: Buffer, name: string, value: Uint8Array): void {
  const library = requireNativeLibrary('writing an extended attribute')
  checkedCall('lsetxattr', path, library.setXattr(cPath(path), name, Buffer.from(value), value.length))
}

/** Removes one extended attribute of the entry itself. */
export function removeExtendedAttribute(path: Buffer, name: string): void {
  const library = requireNativeLibrary('removing an extended attribute')
  checkedCall('lremovexattr', path, library.removeXattr(cPath(path), name))
}
