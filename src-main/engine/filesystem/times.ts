import { lutimesSync } from 'node:fs'
import { checkedCall, cPath, nativeLibrary } from './native-library.ts'

const NS_PER_SECOND = 1_000_000_000n
const times = Buffer.alloc(32)

function putTime(offset: number, ns: bigint): void {
  const fraction = ((ns % NS_PER_SECOND) + NS_PER_SECOND) % NS_PER_SECOND
  times.writeBigInt64LE((ns - fraction) / NS_PER_SECOND, offset)
  times.writeBigInt64LE(fraction, offset + 8)
}

/** Sets access and modification time of the entry itself in nanoseconds since 1970; on Windows to the microsecond. */
export function setTimes(path: Buffer, accessNs: bigint, modifiedNs: bigint): void {
  const library = nativeLibrary()
  if (!library) {
    lutimesSync(path, Number(accessNs) / 1e9, Number(modifiedNs) / 1e9)
    return
  }
  putTime(0, accessNs)
  putTime(16, modifiedNs)
  checkedCall('utimensat', path, library.setTimes(cPath(path), times))
}
