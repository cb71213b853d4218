import type { Backend } from './backend/backend.ts'
import { describeFile } from './backend/local-paths.ts'
import { hashBlob } from './crypto/blob.ts'
import { decrypt, encrypt } from './crypto/cipher.ts'
import { compress, decompress } from './crypto/compression.ts'
import type { MasterKey } from './crypto/master-key.ts'
import { RepositoryError } from './errors.ts'
import type { FileKind, Id } from './model.ts'

/** Kinds of files that are stored encrypted as one piece. */
export type UnpackedKind = Exclude<FileKind, 'data' | 'key' | 'config'>

const compressedLead = 0x02
const objectLead = 0x7b
const listLead = 0x5b

/** Index, snapshot and lock files: JSON, compressed from format version 2 on, encrypted, named by the hash of what is stored. */
export class UnpackedFiles {
  readonly #backend: Backend
  readonly #keys: MasterKey
  readonly #isCompressed: boolean

  constructor(backend: Backend, keys: MasterKey, version: 1 | 2) {
    this.#backend = backend
    this.#keys = keys
    this.#isCompressed = version === 2
  }

  /** Plain bytes, verified against the name. A wrong hash is read once more, since it may come from a broken transfer. */
  async load(kind: UnpackedKind, id: Id, signal?: AbortSignal): Promise<Uint8Array> {
    const file = { kind, name: id }
    let stored = await this.#backend.read(file, undefined, signal)
    if (hashBlob(stored) !== id) stored = await this.#backend.read(file, undefined, signal)
    if (hashBlob(stored) !== id) throw damaged(kind, id, 'its content does not have the hash in its name')
    try {
      return unpack(decrypt(this.#keys, stored))
    } catch (error) {
      throw damaged(kind, id, error instanceof Error ? error.message : String(error))
    }
  }

  /** The bytes to store and the name they get. */
  seal(plain: Uint8Array): { readonly id: Id; readonly sealed: Uint8Array } {
    const content = this.#isCompressed ? Buffer.concat([Uint8Array.of(compressedLead), compress(plain)]) : plain
    const sealed = encrypt(this.#keys, content)
    return { id: hashBlob(sealed), sealed }
  }

  async save(kind: UnpackedKind, plain: Uint8Array): Promise<Id> {
    const { id, sealed } = this.seal(plain)
    await this.#backend.write({ kind, name: id }, [sealed])
    return id
  }

  async remove(kind: UnpackedKind, id: Id): Promise<void> {
    await this.#backend.remove({ kind, name: id })
  }
}

function unpack(content: Uint8Array): Uint8Array {
  if (content[0] === compressedLead) return decompress(content.subarray(1))
  if (content[0] === objectLead || content[0] === listLead) return content
  throw new TypeError('unknown encoding')
}

function damaged(kind: FileKind, id: Id, reason: string): RepositoryError {
  return new RepositoryError('damaged', { file: describeFile({ kind, name: id }), reason })
}
