import { hashBlob, openBlob } from '../crypto/blob.ts'
import { decrypt } from '../crypto/cipher.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import { decodePackHeader, type PackedBlob } from '../pack/pack-header.ts'
import type { PackJob, PackReply } from './pack-job.ts'

type Findings = PackReply['findings']

/** Looks at every byte of a pack: its hash, its header against the index, and each blob. Runs on a worker thread. */
export function performPackJob(keys: MasterKey, job: PackJob): PackReply {
  const whole = job.isWhole ? [...checkHash(job), ...checkHeader(keys, job)] : []
  return { findings: [...whole, ...job.blobs.flatMap((blob) => checkBlob(keys, job.bytes, blob))] }
}

function checkHash({ bytes, packId }: PackJob): Findings {
  const actual = hashBlob(bytes)
  return actual === packId ? [] : [{ code: 'pack-hash-wrong', detail: `the content has the hash ${actual}` }]
}

function checkHeader(keys: MasterKey, { bytes, blobs }: PackJob): Findings {
  try {
    const difference = headerDifference(readHeader(keys, bytes), blobs)
    return difference === undefined ? [] : [{ code: 'pack-header-wrong', detail: difference }]
  } catch (error) {
    return [{ code: 'pack-header-wrong', detail: error instanceof Error ? error.message : String(error) }]
  }
}

function readHeader(keys: MasterKey, bytes: Uint8Array): PackedBlob[] {
  const end = bytes.length - 4
  if (end < 0) throw new RangeError('the pack is too short')
  const length = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0, true)
  if (length > end) throw new RangeError('the length of the header is impossible')
  return decodePackHeader(decrypt(keys, bytes.subarray(end - length, end)))
}

/** How the blobs of a pack's header differ from those the index lists, both in the order of their offsets; undefined when they do not. */
export function headerDifference(header: readonly PackedBlob[], indexed: readonly PackedBlob[]): string | undefined {
  if (header.length !== indexed.length)
    return `the pack holds ${header.length} blobs, the index names ${indexed.length}`
  for (const [at, stored] of header.entries()) {
    const listed = indexed[at]
    if (!listed || !isSame(stored, listed)) return `the index describes blob ${stored.handle.id} differently`
  }
  return undefined
}

function isSame(left: PackedBlob, right: PackedBlob): boolean {
  return (
    left.handle.id === right.handle.id &&
    left.handle.type === right.handle.type &&
    left.offset === right.offset &&
    left.length === right.length &&
    left.uncompressedLength === right.uncompressedLength
  )
}

function checkBlob(keys: MasterKey, bytes: Uint8Array, blob: PackedBlob): Findings {
  const { id } = blob.handle
  try {
    if (blob.offset + blob.length > bytes.length) throw new RangeError('it lies beyond the end of the pack')
    const sealed = bytes.subarray(blob.offset, blob.offset + blob.length)
    if (hashBlob(openBlob(keys, sealed, blob.uncompressedLength)) === id) return []
    return [{ code: 'blob-damaged', detail: `blob ${id}: the content has another hash`, blobId: id }]
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [{ code: 'blob-damaged', detail: `blob ${id}: ${reason}`, blobId: id }]
  }
}
