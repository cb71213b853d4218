import type { SealedColumn } from '#main/platform/column-cipher.ts'
import type { Storage } from '#main/storage/storage.ts'
import { replaceSealed, secretsSealedByOthers } from '../repository/totp.ts'

const prefix = 'user_totp.secret.'

/** The place of a person's secret: the same before and after it has been enabled. */
export function placeOfSecret(userId: string): string {
  return `${prefix}${userId}`
}

/** Secrets of authenticators, for sealing anew under another key. */
export function sealedSecretColumns({ db }: Pick<Storage, 'db'>): SealedColumn[] {
  return (['sealedSecret', 'pendingSecret'] as const).map((column) => ({
    sealedByOthers: async (keyId, limit) => {
      const found = await secretsSealedByOthers(db, column, { keyId, limit })
      return found.map(({ userId, sealed }) => ({ place: placeOfSecret(userId), sealed }))
    },
    replace: (place, from, to) => replaceSealed(db, column, { userId: place.slice(prefix.length), from, to }),
  }))
}
