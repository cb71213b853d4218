import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'

const compress = promisify(zstdCompress)

/** One frame: where it lies in the file, and which of the plain bytes it holds. */
export interface ZstdFrame {
  readonly fileOffset: number
  readonly fileBytes: number
  readonly plainOffset: number
  readonly plainBytes: number
}

const plainBytesOfFrame = 1_048_576
const skippableMagic = 0x184d2a5e
const footerMagic = 0x8f92eab1
const footerBytes = 9
const headerBytes = 8
const entryBytes = 8
const checksumFlag = 0x80
/** 32 GiB of plain text; a table that says more is damaged. */
const mostFrames = 32_768

/**
 * Compresses a file in frames of 1 MiB with the table of zstd's seekable format at the end, so that any place can be
 * read without what comes before, and `zstd -d` unpacks it like any other. The target is on the disk when it resolves.
 */
export async function compressSeekable(source: string, target: string, mode: number): Promise<void> {
  const from = await open(source, 'r')
  try {
    const to = await open(target, 'w', mode)
    try {
      await writeFrames(from, to)
      await to.chmod(mode)
      await to.sync()
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

async function writeFrames(from: FileHandle, to: FileHandle): Promise<void> {
  const frames: { readonly fileBytes: number; readonly plainBytes: number }[] = []
  const buffer = Buffer.alloc(plainBytesOfFrame)
  for (;;) {
    const filled = await fill(from, buffer)
    if (filled === 0) break
    const params = { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 }
    const frame = await compress(buffer.subarray(0, filled), { params })
    await writeWhole(to, frame)
    frames.push({ fileBytes: frame.length, plainBytes: filled })
  }
  await writeWhole(to, tableOf(frames))
}

async function fill(from: FileHandle, buffer: Buffer): Promise<number> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await from.read(buffer, filled, buffer.length - filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

async function writeWhole(to: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length; ) written += (await to.write(bytes, written)).bytesWritten
}

function tableOf(frames: readonly { readonly fileBytes: number; readonly plainBytes: number }[]): Buffer {
  const bodyBytes = frames.length * entryBytes + footerBytes
  const table = Buffer.alloc(headerBytes + bodyBytes)
  table.writeUInt32LE(skippableMagic, 0)
  table.writeUInt32LE(bodyBytes, 4)
  for (const [index, { fileBytes, plainBytes }] of frames.entries()) {
    table.writeUInt32LE(fileBytes, headerBytes + index * entryBytes)
    table.writeUInt32LE(plainBytes, headerBytes + index * entryBytes + 4)
  }
  table.writeUInt32LE(frames.length, table.length - footerBytes)
  table.writeUInt32LE(footerMagic, table.length - 4)
  return table
}

/** The frames of a file, from reading its end; null where it has no such table. */
export function readFrameTable(
  fileBytes: number,
  read: (offset: number, length: number) => Uint8Array,
): readonly ZstdFrame[] | null {
  if (fileBytes < headerBytes + footerBytes) return null
  const footer = Buffer.from(read(fileBytes - footerBytes, footerBytes))
  if (footer.length < footerBytes || footer.readUInt32LE(5) !== footerMagic) return null
  const count = footer.readUInt32LE(0)
  const bytesOfEntry = (footer.readUInt8(4) & checksumFlag) === 0 ? entryBytes : entryBytes + 4
  const tableBytes = headerBytes + count * bytesOfEntry + footerBytes
  if (count > mostFrames || tableBytes > fileBytes) return null
  const table = Buffer.from(read(fileBytes - tableBytes, tableBytes))
  return table.length === tableBytes ? framesOf(table, count, bytesOfEntry, fileBytes - tableBytes) : null
}

function framesOf(table: Buffer, count: number, bytesOfEntry: number, limit: number): readonly ZstdFrame[] | null {
  const frames: ZstdFrame[] = []
  let fileOffset = 0
  let plainOffset = 0
  for (let index = 0; index < count; index += 1) {
    const at = headerBytes + index * bytesOfEntry
    const frame = { fileOffset, fileBytes: table.readUInt32LE(at), plainOffset, plainBytes: table.readUInt32LE(at + 4) }
    frames.push(frame)
    fileOffset += frame.fileBytes
    plainOffset += frame.plainBytes
  }
  return fileOffset === limit ? frames : null
}
