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
