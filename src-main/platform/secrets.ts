/** Keeps passwords and keys outside the database. Names are paths such as `repository/<id>/password`. */
export interface SecretStore {
  /** Which kind of store is in use and how strong it is, for the settings screen and `doctor`. */
  readonly description: {
    readonly kind: 'keychain' | 'safe-storage' | 'passphrase-file' | 'key-file' | 'memory'
    readonly weak: boolean
  }
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
  delete(name: string): Promise<void>
}

/** How the master key of a store is kept; never a key itself. Instants are ISO 8601, null where nobody noted them. */
export interface SecretStoreStatus {
  /** Ways to the master key, such as `keychain` and `recovery-code`. */
  readonly slots: readonly string[]
  readonly secrets: number
  readonly recoveryCodeMadeAt: string | null
  readonly masterKeyMadeAt: string | null
}

/** A store whose master key people look after. */
export interface ManagedSecretStore extends SecretStore {
  status(): SecretStoreStatus
  /** Makes a code that opens the store when everything else is lost, and takes an earlier one's place. Shown once. */
  createRecoveryCode(): Promise<string>
  /**
   * Seals everything under a new master key and makes every way to it anew; the recovery code stays good. The file is
   * replaced as a whole, so that a crash leaves the old store or the new one.
   */
  rotateMasterKey(): Promise<void>
}
