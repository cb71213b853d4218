import type { BlobHandle, BlobLocation, Id } from '../model.ts'

/** One place a blob is written to: the number of the file in the plan and the position in it. */
export interface BlobTarget {
  readonly file: number
  readonly position: number
}

/** A blob to fetch, with every place it goes to. */
export interface PlannedBlob {
  readonly id: Id
  readonly location: BlobLocation
  readonly targets: BlobTarget[]
}

/** Blobs that are read from one pack in one go. */
export interface ReadBatch {
  readonly packId: Id
  readonly offset: number
  readonly lengthBytes: number
  readonly blobs: readonly PlannedBlob[]
}

/** What has to be read for some files. A file with an unknown blob is in `unknown` and in no batch. */
export interface ReadPlan {
  readonly batches: readonly ReadBatch[]
  /** Plain length of each file. */
  readonly lengths: readonly number[]
  /** How many blob places each file has in the batches. */
  readonly pieces: readonly number[]
  readonly unknown: ReadonlyMap<number, Id>
}

/** How much is read and opened at once. */
export const readLimits = { batchBytes: 4 << 20, gapBytes: 64 << 10, filesPerBatch: 96 } as const

const SEALED_OVERHEAD = 32

/** The plain length of a blob by what the index says. */
export function plainLength(location: BlobLocation): number {
  return location.uncompressedLength || location.length - SEALED_OVERHEAD
}

type Lookup = (handle: BlobHandle) => readonly BlobLocation[]

/** Plans the reads for the contents of files: pack by pack in the order of first use, each pack front to back, near blobs together. */
export function planReads(contents: readonly (readonly Id[])[], lookup: Lookup): ReadPlan {
  const packs = new Map<Id, Map<Id, PlannedBlob>>()
  const known = new Map<Id, PlannedBlob>()
  const unknown = new Map<number, Id>()
  const lengths: number[] = []
  for (const [file, content] of contents.entries()) {
    const missing = content.find((id) => !known.has(id) && !addBlob(id, lookup, known, packs))
    if (missing !== undefined) unknown.set(file, missing)
    lengths.push(missing === undefined ? addTargets(file, content, known) : 0)
  }
  return {
    batches: packs
      .entries()
      .flatMap(([packId, blobs]) => batchesOf(packId, [...blobs.values()]))
      .toArray(),
    lengths,
    pieces: contents.map((content, file) => (unknown.has(file) ? 0 : content.length)),
    unknown,
  }
}

function addBlob(id: Id, lookup: Lookup, known: Map<Id, PlannedBlob>, packs: Map<Id, Map<Id, PlannedBlob>>): boolean {
  const copies = lookup({ type: 'data', id })
  const location = copies.find(({ packId }) => packs.has(packId)) ?? copies[0]
  if (!location) return false
  const blob: PlannedBlob = { id, location, targets: [] }
  known.set(id, blob)
  const pack = packs.get(location.packId)
  if (pack) pack.set(id, blob)
  else packs.set(location.packId, new Map([[id, blob]]))
  return true
}

function addTargets(file: number, content: readonly Id[], known: ReadonlyMap<Id, PlannedBlob>): number {
  let position = 0
  for (const id of content) {
    const blob = known.get(id)
    if (!blob) continue
    blob.targets.push({ file, position })
    position += plainLength(blob.location)
  }
  return position
}

function batchesOf(packId: Id, blobs: PlannedBlob[]): ReadBatch[] {
  const pieces = blobs
    .filter((blob) => blob.targets.length > 0)
    .toSorted((left, right) => left.location.offset - right.location.offset)
    .flatMap(splitByFiles)
  const batches: PlannedBlob[][] = []
  let open: OpenBatch | undefined
  for (const blob of pieces) {
    if (!open?.takes(blob)) {
      open = new OpenBatch()
      batches.push(open.blobs)
    }
    open.add(blob)
  }
  return batches.map((members) => closeBatch(packId, members))
}

class OpenBatch {
  readonly blobs: PlannedBlob[] = []
  readonly #files = new Set<number>()
  #start = 0
  #end = 0

  takes({ location, targets }: PlannedBlob): boolean {
    const near = location.offset - this.#end <= readLimits.gapBytes
    const small = location.offset + location.length - this.#start <= readLimits.batchBytes
    return near && small && this.#files.size + targets.length <= readLimits.filesPerBatch
  }

  add(blob: PlannedBlob): void {
    if (this.blobs.length === 0) this.#start = blob.location.offset
    this.#end = blob.location.offset + blob.location.length
    this.blobs.push(blob)
    for (const { file } of blob.targets) this.#files.add(file)
  }
}

/** A blob that very many files share is fetched for some of them at a time, so that few files are open at once. */
function splitByFiles(blob: PlannedBlob): PlannedBlob[] {
  const files = new Map<number, BlobTarget[]>()
  for (const target of blob.targets) {
    const list = files.get(target.file)
    if (list) list.push(target)
    else files.set(target.file, [target])
  }
  if (files.size <= readLimits.filesPerBatch) return [blob]
  const groups = [...files.values()]
  const parts: PlannedBlob[] = []
  for (let start = 0; start < groups.length; start += readLimits.filesPerBatch) {
    parts.push({ ...blob, targets: groups.slice(start, start + readLimits.filesPerBatch).flat() })
  }
  return parts
}

function closeBatch(packId: Id, blobs: readonly PlannedBlob[]): ReadBatch {
  const first = blobs[0]?.location
  const last = blobs.at(-1)?.location
  const offset = first?.offset ?? 0
  return { packId, offset, lengthBytes: last ? last.offset + last.length - offset : 0, blobs }
}
