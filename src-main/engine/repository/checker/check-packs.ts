import type { IndexedBlob } from '../blob-index/blob-index.ts'
import type { Id } from '../model.ts'
import { packFileBytes } from '../pack/pack-header.ts'
import type { CheckAccount } from './check-account.ts'
import type { CheckedContent } from './checked-content.ts'

/** A pack that is there and that the index describes. */
export interface KnownPack {
  readonly id: Id
  readonly sizeBytes: number
  readonly blobs: readonly IndexedBlob[]
}

/** Compares the packs in the storage with the index. Answers those that can be read on. */
export async function checkPacks(
  content: CheckedContent,
  account: CheckAccount,
  signal: AbortSignal | undefined,
): Promise<KnownPack[]> {
  const sizes = new Map<Id, number>()
  for await (const { name, sizeBytes } of content.backend.list('data', signal)) {
    sizes.set(name, sizeBytes)
    account.progress('packs', sizes.size, 0)
  }
  account.figures.packs = sizes.size
  const known: KnownPack[] = []
  for (const { id, blobs } of content.index.packs()) {
    const sizeBytes = sizes.get(id)
    sizes.delete(id)
    if (sizeBytes === undefined) account.find('pack-missing', `data/${id}`, `${blobs.length} blobs`, { packId: id })
    else known.push(checkEntries(account, { id, sizeBytes, blobs: withoutRepetition(blobs) }))
  }
  for (const [id, size] of sizes) account.find('pack-not-indexed', `data/${id}`, `${size} bytes`, { packId: id })
  return known
}

function checkEntries(account: CheckAccount, pack: KnownPack): KnownPack {
  const expected = packFileBytes(pack.blobs)
  if (pack.sizeBytes !== expected) {
    const detail = `${pack.sizeBytes} bytes instead of ${expected}`
    account.find('pack-size-wrong', `data/${pack.id}`, detail, { packId: pack.id })
  }
  if (new Set(pack.blobs.map(({ handle }) => handle.type)).size > 1) {
    account.find('pack-mixed', `data/${pack.id}`, 'folders and content share the pack', { packId: pack.id })
  }
  return pack
}

/** Several index files may describe one pack, with the same entries. */
function withoutRepetition(blobs: readonly IndexedBlob[]): IndexedBlob[] {
  return blobs.filter((blob, at) => {
    const before = blobs[at - 1]
    return before?.offset !== blob.offset || before.handle.id !== blob.handle.id || before.length !== blob.length
  })
}
