import { lastErrorNumber, nativeLibrary } from './native-library.ts'
import { SystemCallError } from './system-call-error.ts'

/** A stretch of a file that holds data; what lies between stretches reads as zeros and takes no room on the disk. */
export interface DataRegion {
  readonly offset: number
  readonly length: number
}

const linux = process.platform === 'linux'
const SEEK_DATA = linux ? 3 : 4
const SEEK_HOLE = linux ? 4 : 3

/** The stretches of an open file that hold data, in order. A file system that keeps no holes answers one region for the whole file. */
export function dataRegions(fd: number, sizeBytes: number): DataRegion[] {
  const library = nativeLibrary()
  const whole = sizeBytes > 0 ? [{ offset: 0, length: sizeBytes }] : []
  if (!library || sizeBytes === 0) return whole
  const regions: DataRegion[] = []
  let offset = 0
  while (offset < sizeBytes) {
    const start = library.seek(fd, offset, SEEK_DATA)
    if (start < 0) {
      const { code } = new SystemCallError('lseek', lastErrorNumber(), Buffer.alloc(0))
      return code === 'ENXIO' ? regions : whole
    }
    if (start >= sizeBytes) return regions
    const end = Math.min(library.seek(fd, start, SEEK_HOLE), sizeBytes)
    if (end <= start) return whole
    regions.push({ offset: start, length: end - start })
    offset = end
  }
  return regions
}
