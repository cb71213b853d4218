import type { SecretStore } from '../secrets.ts'
import { passphraseKeeper } from './key-slots.ts'
import { newRecoveryCode } from './recovery-code.ts'
import { seal, unseal } from './sealed-box.ts'
import { type Slot, type SlotKind, type StoreContent, writeStoreFile } from './store-file.ts'
import { storeUnavailable } from './store-unavailable.ts'

const labelOf = (name: string) => `kuraban secret ${name}`

const kindOfSlot: Readonly<Record<SlotKind, SecretStore['description']['kind']>> = {
  keychain: 'keychain',
  'safe-storage': 'safe-storage',
  passphrase: 'passphrase-file',
  'secret-key': 'passphrase-file',
  'recovery-code': 'passphrase-file',
  'key-file': 'key-file',
}

/** Secrets in a file, each sealed under a master key that is held in memory while the store is open. */
export class SealedSecretStore implements SecretStore {
  readonly #file: string
  readonly #master: Uint8Array
  readonly #openedBy: SlotKind
  #content: StoreContent
  #lastChange: Promise<void> = Promise.resolve()

  constructor(file: string, master: Uint8Array, openedBy: SlotKind, content: StoreContent) {
    this.#file = file
    this.#master = master
    this.#openedBy = openedBy
    this.#content = content
  }

  get description(): SecretStore['description'] {
    return { kind: kindOfSlot[this.#openedBy], weak: this.slotKinds.includes('key-file') }
  }

  /** The ways to the master key. With one alone, losing it loses every secret. */
  get slotKinds(): readonly SlotKind[] {
    return this.#content.slots.map((slot) => slot.kind)
  }

  async get(name: string): Promise<string | null> {
    await this.#lastChange
    const entry = this.#content.secrets.find((one) => one.name === name)
    if (!entry) return null
    const plain = unseal(this.#master, labelOf(name), entry.box)
    if (plain === null) throw storeUnavailable(`the entry ${name} is damaged`)
    return plain.toString('utf8')
  }

  set(name: string, value: string): Promise<void> {
    const entry = { name, box: seal(this.#master, labelOf(name), Buffer.from(value, 'utf8')) }
    return this.#change((content) => ({ ...content, secrets: [...without(content, name), entry] }))
  }

  delete(name: string): Promise<void> {
    return this.#change((content) => ({ ...content, secrets: without(content, name) }))
  }

  /** Makes a code that opens the store when everything else is lost, and takes an earlier one's place. Shown once. */
  async createRecoveryCode(): Promise<string> {
    const code = newRecoveryCode()
    const slot = await passphraseKeeper('recovery-code', code).create(this.#master)
    await this.changeSlots((slots) => [...slots.filter((one) => one.kind !== 'recovery-code'), slot])
    return code
  }

  /** Replaces the ways to the master key; at least one must stay. */
  changeSlots(change: (slots: readonly Slot[]) => Slot[]): Promise<void> {
    return this.#change((content) => ({ ...content, slots: change(content.slots) }))
  }

  /** One change after the other; what could not be written has not happened. */
  #change(change: (content: StoreContent) => StoreContent): Promise<void> {
    const changed = this.#lastChange.then(async () => {
      const content = change(this.#content)
      await writeStoreFile(this.#file, content)
      this.#content = content
    })
    this.#lastChange = changed.catch(() => {})
    return changed
  }
}

function without(content: StoreContent, name: string): StoreContent['secrets'] {
  return content.secrets.filter((one) => one.name !== name)
}
