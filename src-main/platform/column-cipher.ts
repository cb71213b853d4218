/** Encrypts single values of the database, bound to the place they belong to. Keys lie in the secret store. */
export interface ColumnCipher {
  /** `place` names table, column and row, such as `user_totp.sealed_secret.<id>`; the same is needed to open it. */
  seal(place: string, plain: string): Promise<string>
  /** Fails with SECRET_STORE_UNAVAILABLE when the key is gone, the place another one or the text damaged. */
  open(place: string, sealed: string): Promise<string>
}
