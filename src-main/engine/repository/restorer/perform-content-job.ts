import { systemErrorCode } from '#main/engine/filesystem/index.ts'
import { hashBlob, openBlob } from '../crypto/blob.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import type { ContentJob, ContentReply, PieceFailure, SealedPiece } from './content-job.ts'
import { hasContent, writePlain } from './write-plain.ts'

/** Does a job; whatever fails is in the answer. Runs on a worker thread. */
export function performContentJob(job: ContentJob): ContentReply {
  if (job.kind === 'compare') return { failures: [], equal: hasContent(job.fd, job.pieces) }
  const failures = job.pieces.flatMap((piece, number) => writePiece(job.keys, job.bytes, piece, number))
  return { failures, equal: true }
}

function writePiece(keys: MasterKey, bytes: Uint8Array, piece: SealedPiece, number: number): PieceFailure[] {
  const plain = openPiece(keys, bytes, piece)
  if (typeof plain === 'string') return [{ kind: 'damaged', piece: number, reason: plain }]
  return piece.targets.flatMap(({ fd, position }, target) => {
    const reason = writeAt(fd, plain, position)
    return reason === undefined ? [] : [{ kind: 'write', piece: number, target, reason }]
  })
}

function openPiece(keys: MasterKey, bytes: Uint8Array, piece: SealedPiece): Uint8Array | string {
  try {
    const sealed = bytes.subarray(piece.offset, piece.offset + piece.length)
    const plain = openBlob(keys, sealed, piece.uncompressedLength)
    return hashBlob(plain) === piece.id ? plain : 'the content does not have the hash it is stored under'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function writeAt(fd: number, plain: Uint8Array, position: number): string | undefined {
  try {
    writePlain(fd, plain, position)
    return undefined
  } catch (error) {
    return systemErrorCode(error) ?? String(error)
  }
}
