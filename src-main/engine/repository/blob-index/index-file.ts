import { FormatError } from '../format/format-error.ts'
import { listField, numberField, requireId, textField } from '../format/json-fields.ts'
import { isJsonObject, type JsonValue } from '../format/json-parse.ts'
import type { BlobType, Id } from '../model.ts'
import type { PackedBlob } from '../pack/pack-header.ts'

/** The blobs of one pack, as an index file lists them. */
export interface IndexedPack {
  readonly id: Id
  readonly blobs: readonly PackedBlob[]
}

/** The plain bytes of an index file. */
export function encodeIndexFile(packs: readonly IndexedPack[]): Uint8Array {
  return Buffer.from(`{"packs":[${packs.map(encodePack).join(',')}]}\n`, 'latin1')
}

function encodePack({ id, blobs }: IndexedPack): string {
  return `{"id":"${id}","blobs":[${blobs.map(encodeBlob).join(',')}]}`
}

function encodeBlob({ handle, offset, length, uncompressedLength }: PackedBlob): string {
  const plain = uncompressedLength === 0 ? '' : `,"uncompressed_length":${uncompressedLength}`
  return `{"id":"${handle.id}","type":"${handle.type}","offset":${offset},"length":${length}${plain}}`
}

/**
 * Reads an index file: its `packs`; `supersedes` of old and `packs_to_delete` of other programs are ignored. An index of the
 * oldest form is the bare list of packs. Throws FormatError.
 */
export function* decodeIndexFile(bytes: Uint8Array): Generator<IndexedPack> {
  const value = parse(bytes)
  const packs = Array.isArray(value) ? value : isJsonObject(value) ? listField(value, 'packs') : undefined
  for (const pack of packs ?? []) yield decodePack(pack)
}

/** Offsets and lengths fit into plain numbers, so the native parser is enough for these, the largest files. */
function parse(bytes: Uint8Array): JsonValue {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))
  } catch (error) {
    throw new FormatError(`an index is no JSON: ${error instanceof Error ? error.message : error}`)
  }
}

function decodePack(value: JsonValue): IndexedPack {
  if (!isJsonObject(value)) throw new FormatError('a pack of an index is no object')
  return { id: requireId(value.id, 'a pack'), blobs: (listField(value, 'blobs') ?? []).map(decodeBlob) }
}

function decodeBlob(value: JsonValue): PackedBlob {
  if (!isJsonObject(value)) throw new FormatError('a blob of an index is no object')
  return {
    handle: { type: blobType(textField(value, 'type')), id: requireId(value.id, 'a blob') },
    offset: numberField(value, 'offset'),
    length: numberField(value, 'length'),
    uncompressedLength: numberField(value, 'uncompressed_length'),
  }
}

function blobType(type: string): BlobType {
  if (type === 'data' || type === 'tree') return type
  throw new FormatError(`unknown blob type ${type}`)
}
