import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { zstdDecompressSync } from 'node:zlib'
import { readFrameTable, type ZstdFrame } from './seekable-zstd.ts'

/** The plain bytes of a log file, whether it is compressed or not; offsets are the same before and after. */
export interface LogBytes {
  /** Plain bytes there are now. */
  size(): number
  /** At most that many bytes from there; fewer only at the end. Throws where the file cannot be read. */
  read(offset: number, length: number): Buffer
  close(): void
}

/** Opens a plain file or one that `compressSeekable` made. Throws where it is neither, or cannot be opened. */
export function openLogBytes(path: string): LogBytes {
  const descriptor = openSync(path, 'r')
  try {
    if (!path.endsWith('.zst')) return new PlainBytes(descriptor)
    const frames = readFrameTable(fstatSync(descriptor).size, (offset, length) => readFully(descriptor, offset, length))
    if (frames === null) throw new Error('the file has no table of its frames')
    return new FramedBytes(descriptor, frames)
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

function readFully(descriptor: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const read = readSync(descriptor, buffer, filled, length - filled, offset + filled)
    if (read === 0) break
    filled += read
  }
  return buffer.subarray(0, filled)
}

class PlainBytes implements LogBytes {
  readonly #descriptor: number

  constructor(descriptor: number) {
    this.#descriptor = descriptor
  }

  size(): number {
    return fstatSync(this.#descriptor).size
  }

  read(offset: number, length: number): Buffer {
    return readFully(this.#descriptor, offset, length)
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}

/** No frame of ours is larger; one that claims to be is damaged. */
const largestFrame = 16_777_216

class FramedBytes implements LogBytes {
  readonly #descriptor: number
  readonly #frames: readonly ZstdFrame[]
  #unpacked: { readonly frame: ZstdFrame; readonly bytes: Buffer } | null = null

  constructor(descriptor: number, frames: readonly ZstdFrame[]) {
    this.#descriptor = descriptor
    this.#frames = frames
  }

  size(): number {
    const last = this.#frames.at(-1)
    return last === undefined ? 0 : last.plainOffset + last.plainBytes
  }

  read(offset: number, length: number): Buffer {
    const end = Math.min(offset + length, this.size())
    const pieces: Buffer[] = []
    for (let at = offset; at < end; ) {
      const frame = this.#frameAt(at)
      const bytes = this.#unpack(frame)
      const piece = bytes.subarray(at - frame.plainOffset, end - frame.plainOffset)
      pieces.push(piece)
      at += piece.length
    }
    const [only] = pieces
    return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces)
  }

  #frameAt(offset: number): ZstdFrame {
    let low = 0
    let high = this.#frames.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((this.#frames[middle]?.plainOffset ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const frame = this.#frames[low]
    if (frame === undefined) throw new Error('the file has no frames')
    return frame
  }

  #unpack(frame: ZstdFrame): Buffer {
    if (this.#unpacked?.frame === frame) return this.#unpacked.bytes
    if (frame.plainBytes > largestFrame || frame.fileBytes > largestFrame) throw new Error('a frame is too large')
    const packed = readFully(this.#descriptor, frame.fileOffset, frame.fileBytes)
    const bytes = zstdDecompressSync(packed, { maxOutputLength: frame.plainBytes })
    if (bytes.length !== frame.plainBytes) throw new Error('a frame is shorter than its table says')
    this.#unpacked = { frame, bytes }
    return bytes
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}
