import type { SealedColumn } from '#main/platform/column-cipher.ts'
import type { Storage } from '#main/storage/storage.ts'
import { replaceSealedToken, tokensSealedByOthers } from '../repository/scrapes.ts'

const prefix = 'scrapes.sealed_bearer_token.'

/** The place of a target's token. */
export function placeOfToken(id: string): string {
  return `${prefix}${id}`
}

/** Tokens of targets, for sealing anew under another key. */
export function sealedTokens({ db }: Pick<Storage, 'db'>): SealedColumn {
  return {
    sealedByOthers: async (keyId, limit) => {
      const found = await tokensSealedByOthers(db, { keyId, limit })
      return found.flatMap(({ id, sealed }) => (sealed === null ? [] : [{ place: placeOfToken(id), sealed }]))
    },
    replace: (place, from, to) => replaceSealedToken(db, { id: place.slice(prefix.length), from, to }),
  }
}
