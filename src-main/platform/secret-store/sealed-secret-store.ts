import { randomBytes } from 'node:crypto'
import type { ManagedSecretStore, SecretStore, SecretStoreStatus } from '../secrets.ts'
import { createRecoverySlot, resealSlot, type SlotKeeper } from './key-slots.ts'
import { newRecoveryCode } from './recovery-code.ts'
import { keyBytes, seal, unseal } from './sealed-box.ts'
import { readStoreFile, type Slot, type SlotKind, type StoreContent, writeStoreFile } from './store-file.ts'
import { storeUnavailable } from './store-unavailable.ts'

const labelOf = (name: string) => `kuraban secret ${name}`

/** Where the stretched recovery code lies, so that a new master key can be sealed for the same sheet. */
const recoveryKeyName = 'recovery-code-key'

const kindOfSlot: Readonly<Record<SlotKind, SecretStore['description']['kind']>> = {
  keychain: 'keychain',
  'safe-storage': 'safe-storage',
  passphrase: 'passphrase-file',
  'secret-key': 'passphrase-file',
  'recovery-code': 'passphrase-file',
  'key-file': 'key-file',
}

/** What a store that has been opened is made of. */
export interface OpenedStore {
  readonly file: string
  readonly master: Uint8Array
  readonly openedBy: SlotKind
  readonly content: StoreContent
  /** Every way to the master key that is at hand, the key file too. */
  readonly keepers: readonly SlotKeeper[]
}

/** The key and what it seals change together. */
interface Opened {
  readonly master: Uint8Array
  readonly content: StoreContent
}

/** Secrets in a file, each sealed under a master key that is held in memory while the store is open. */
export class SealedSecretStore implements ManagedSecretStore {
  readonly #file: string
  readonly #openedBy: SlotKind
  readonly #keepers: readonly SlotKeeper[]
  #opened: Opened
  #lastChange: Promise<void> = Promise.resolve()

  constructor({ file, master, openedBy, content, keepers }: OpenedStore) {
    this.#file = file
    this.#openedBy = openedBy
    this.#opened = { master, content }
    this.#keepers = keepers
  }

  get description(): SecretStore['description'] {
    return { kind: kindOfSlot[this.#openedBy], weak: this.slotKinds.includes('key-file') }
  }

  get slots(): readonly Slot[] {
    return this.#opened.content.slots
  }

  /** The ways to the master key. With one alone, losing it loses every secret. */
  get slotKinds(): readonly SlotKind[] {
    return this.slots.map((slot) => slot.kind)
  }

  status(): SecretStoreStatus {
    const { slots, secrets, masterMadeAt = null } = this.#opened.content
    const recovery = slots.find(({ kind }) => kind === 'recovery-code')
    return {
      slots: this.slotKinds,
      secrets: secrets.filter(({ name }) => name !== recoveryKeyName).length,
      recoveryCodeMadeAt: recovery?.madeAt ?? null,
      masterKeyMadeAt: masterMadeAt,
    }
  }

  async get(name: string): Promise<string | null> {
    await this.#lastChange
    const { master, content } = this.#opened
    const entry = content.secrets.find((one) => one.name === name)
    return entry === undefined ? null : opened(master, entry).toString('utf8')
  }

  set(name: string, value: string): Promise<void> {
    return this.#change(({ master, content }) => ({ master, content: withSecret(content, master, name, value) }))
  }

  delete(name: string): Promise<void> {
    return this.#change(({ master, content }) => ({ master, content: { ...content, secrets: without(content, name) } }))
  }

  async createRecoveryCode(): Promise<string> {
    const code = newRecoveryCode()
    await this.#change(async ({ master, content }) => {
      const { slot, key } = await createRecoverySlot(code, master)
      const slots = [...content.slots.filter((one) => one.kind !== 'recovery-code'), slot]
      return { master, content: withSecret({ ...content, slots }, master, recoveryKeyName, key.toString('base64')) }
    })
    return code
  }

  async rotateMasterKey(): Promise<void> {
    const master = randomBytes(keyBytes)
    let before: readonly Slot[] = []
    await this.#change(async ({ master: old, content }) => {
      before = content.slots
      const secrets = content.secrets.map((entry) => sealed(master, entry.name, opened(old, entry)))
      const slots = await this.#slotsFor(master)
      return { master, content: { ...content, slots, secrets, masterMadeAt: new Date().toISOString() } }
    })
    await this.#assertReadable(master)
    await this.#forget(before)
  }

  /** Replaces the ways to the master key; at least one must stay. */
  changeSlots(change: (slots: readonly Slot[]) => Slot[]): Promise<void> {
    return this.#change(({ master, content }) => ({ master, content: { ...content, slots: change(content.slots) } }))
  }

  /** New slots by everything at hand; a way that is set up but not at hand would be lost, which is refused. */
  async #slotsFor(master: Uint8Array): Promise<Slot[]> {
    const slots: Slot[] = []
    for (const slot of this.#opened.content.slots) {
      const keeper = this.#keepers.find(({ kind }) => kind === slot.kind)
      if (slot.kind === 'recovery-code') slots.push(resealSlot(slot, this.#recoveryKey(), master))
      else if (keeper === undefined) throw storeUnavailable(`${slot.kind}: not at hand`)
      else slots.push(await keeper.create(master))
    }
    return slots
  }

  #recoveryKey(): Buffer {
    const { master, content } = this.#opened
    const entry = content.secrets.find(({ name }) => name === recoveryKeyName)
    if (entry === undefined) throw storeUnavailable('recovery-code: make a new recovery sheet first')
    return Buffer.from(opened(master, entry).toString('utf8'), 'base64')
  }

  /** What was written is read back and opened before anything of the old key is given up. */
  async #assertReadable(master: Uint8Array): Promise<void> {
    const written = await readStoreFile(this.#file)
    if (written === null) throw storeUnavailable(`${this.#file} is gone`)
    for (const entry of written.secrets) opened(master, entry)
  }

  async #forget(slots: readonly Slot[]): Promise<void> {
    for (const slot of slots) await this.#keepers.find(({ kind }) => kind === slot.kind)?.forget?.(slot)
  }

  /** One change after the other; what could not be written has not happened. */
  #change(change: (opened: Opened) => Opened | Promise<Opened>): Promise<void> {
    const changed = this.#lastChange.then(async () => {
      const next = await change(this.#opened)
      await writeStoreFile(this.#file, next.content)
      this.#opened = next
    })
    this.#lastChange = changed.catch(() => {})
    return changed
  }
}

type Entry = StoreContent['secrets'][number]

function opened(master: Uint8Array, { name, box }: Entry): Buffer {
  const plain = unseal(master, labelOf(name), box)
  if (plain === null) throw storeUnavailable(`the entry ${name} is damaged`)
  return plain
}

function sealed(master: Uint8Array, name: string, plain: Uint8Array): Entry {
  return { name, box: seal(master, labelOf(name), plain) }
}

function without(content: StoreContent, name: string): StoreContent['secrets'] {
  return content.secrets.filter((one) => one.name !== name)
}

function withSecret(content: StoreContent, master: Uint8Array, name: string, value: string): StoreContent {
  return { ...content, secrets: [...without(content, name), sealed(master, name, Buffer.from(value, 'utf8'))] }
}
