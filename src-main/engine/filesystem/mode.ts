import { chmodSync, lstatSync } from 'node:fs'
import { cPath, lastErrorNumber, nativeLibrary } from './native-library.ts'
import { SystemCallError } from './system-call-error.ts'

const cannotTell = new Set(['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'])

/** Sets the permission bits (with setuid, setgid and sticky) of the entry itself; a link is never followed, and has none of its own on Linux (ENOTSUP). */
export function changeMode(path: Buffer, permissions: number): void {
  const library = nativeLibrary()
  if (library && library.changeMode(cPath(path), permissions) >= 0) return
  const error = new SystemCallError('fchmodat', lastErrorNumber(), path)
  if (library && !cannotTell.has(error.code)) throw error
  if (lstatSync(path).isSymbolicLink()) throw error
  chmodSync(path, permissions)
}
