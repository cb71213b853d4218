/** Encrypts single values of the database, bound to the place they belong to. Keys lie in the secret store. */
export interface ColumnCipher {
  /** `place` names table, column and row, such as `user_totp.sealed_secret.<id>`; the same is needed to open it. */
  seal(place: string, plain: string): Promise<string>
  /** Fails with SECRET_STORE_UNAVAILABLE when the key is gone, the place another one or the text damaged. */
  open(place: string, sealed: string): Promise<string>
}

/** A cipher whose key is changed now and then. */
export interface RotatableColumnCipher extends ColumnCipher {
  /** A new key seals from now on; values of earlier keys still open. */
  rotate(): Promise<void>
  /** Id of the key that seals: every value it sealed begins with the id and a colon. */
  currentKeyId(): Promise<string>
  /** Forgets every key but the current one; what they sealed is lost, so seal all columns anew first. */
  forgetOldKeys(): Promise<void>
}

/** A column of sealed values, as its feature offers it for sealing anew. */
export interface SealedColumn {
  /** Up to `limit` values that another key sealed. */
  sealedByOthers(keyId: string, limit: number): Promise<{ readonly place: string; readonly sealed: string }[]>
  /** Takes the new value unless the old one has changed in the meantime. */
  replace(place: string, from: string, to: string): Promise<void>
}

const pageSize = 200

/** Seals all values of the columns by the current key, a page at a time; answers how many. Repeatable after a crash. */
export async function sealAnew(cipher: RotatableColumnCipher, columns: readonly SealedColumn[]): Promise<number> {
  const keyId = await cipher.currentKeyId()
  let count = 0
  for (const column of columns) {
    for (;;) {
      const page = await column.sealedByOthers(keyId, pageSize)
      if (page.length === 0) break
      for (const { place, sealed } of page) {
        await column.replace(place, sealed, await cipher.seal(place, await cipher.open(place, sealed)))
      }
      count += page.length
    }
  }
  return count
}
