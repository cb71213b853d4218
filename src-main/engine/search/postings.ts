import { DocumentSet } from './document-set.ts'

const kindDeltas = 0
const kindBits = 1

/** Packs ascending document numbers: as differences of one or more bytes each, or as bits where that is shorter. */
export function packPostings(documents: readonly number[], size: number): Uint8Array {
  const bitBytes = Math.ceil(size / 32) * 4
  if (documents.length > bitBytes) return packBits(documents, size)
  const packed = packDeltas(documents)
  return packed.length > bitBytes + 1 ? packBits(documents, size) : packed
}

function packBits(documents: readonly number[], size: number): Uint8Array {
  const set = new DocumentSet(size)
  for (const document of documents) set.add(document)
  const bytes = set.toBytes()
  const packed = new Uint8Array(bytes.length + 1)
  packed[0] = kindBits
  packed.set(bytes, 1)
  return packed
}

function packDeltas(documents: readonly number[]): Uint8Array {
  const packed = new Uint8Array(1 + documents.length * 5)
  packed[0] = kindDeltas
  let at = 1
  let previous = 0
  for (const document of documents) {
    let rest = document - previous
    previous = document
    for (; rest >= 128; rest >>>= 7) {
      packed[at] = (rest & 127) | 128
      at += 1
    }
    packed[at] = rest
    at += 1
  }
  return packed.slice(0, at)
}

/** Adds packed document numbers to a set; numbers beyond its size, which only damage can bring, are left out. */
export function unpackPostings(packed: Uint8Array, into: DocumentSet): void {
  if (packed[0] === kindBits) {
    into.uniteBytes(packed.subarray(1))
    return
  }
  let document = 0
  let shift = 0
  let delta = 0
  for (let at = 1; at < packed.length; at += 1) {
    const byte = packed[at] ?? 0
    delta += (byte & 127) * 2 ** shift
    shift += 7
    if (byte >= 128) continue
    document += delta
    if (document < into.size) into.add(document)
    delta = 0
    shift = 0
  }
}

/** How many document numbers are packed. */
export function countPostings(packed: Uint8Array): number {
  if (packed[0] !== kindBits) return packed.reduce((count, byte, at) => (at > 0 && byte < 128 ? count + 1 : count), 0)
  const set = new DocumentSet((packed.length - 1) * 8)
  set.uniteBytes(packed.subarray(1))
  return set.count()
}
