import type { SealedColumn } from '#main/platform/column-cipher.ts'
import type { Storage } from '#main/storage/storage.ts'
import { bodiesSealedByOthers, replaceSealedBody } from '../repository.ts'

const prefix = 'outbox.sealed_body.'

/** The place of a letter's text. */
export function placeOfBody(id: string): string {
  return `${prefix}${id}`
}

/** Texts of letters, for sealing anew under another key. */
export function sealedBodies({ db }: Pick<Storage, 'db'>): SealedColumn {
  return {
    sealedByOthers: async (keyId, limit) => {
      const found = await bodiesSealedByOthers(db, { keyId, limit })
      return found.map(({ id, sealedBody }) => ({ place: placeOfBody(id), sealed: sealedBody }))
    },
    replace: (place, from, to) => replaceSealedBody(db, { id: place.slice(prefix.length), from, to }),
  }
}
