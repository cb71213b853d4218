import { checkedCall, cPath, requireNativeLibrary } from './native-library.ts'

const CHARACTER_DEVICE = 0o020000
const BLOCK_DEVICE = 0o060000

/** Makes a named pipe. The process's umask applies to `permissions`; EEXIST when something is there. */
export function makeFifo(path: Buffer, permissions: number): void {
  const library = requireNativeLibrary('a named pipe')
  checkedCall('mkfifo', path, library.makeFifo(cPath(path), permissions))
}

/** Makes a device node; wants the administrator's rights (EPERM). EEXIST when something is there. */
export function makeDevice(path: Buffer, kind: 'block' | 'character', permissions: number, device: bigint): void {
  const library = requireNativeLibrary('a device node')
  const type = kind === 'block' ? BLOCK_DEVICE : CHARACTER_DEVICE
  checkedCall('mknod', path, library.makeNode(cPath(path), type | permissions, device))
}
