/**
 * The secret every file and blob of a repository is sealed with. Plain bytes, so that it can be posted to worker threads.
 * `macR` is kept as stored; it is clamped where it is used.
 */
export interface MasterKey {
  /** AES-256 key, 32 bytes. */
  readonly encrypt: Uint8Array
  /** AES-128 key that turns a nonce into the one-time part of the MAC, 16 bytes. */
  readonly macK: Uint8Array
  /** The evaluation point of Poly1305, 16 bytes. */
  readonly macR: Uint8Array
}
