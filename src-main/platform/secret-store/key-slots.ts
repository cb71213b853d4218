import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { hashRaw } from '@node-rs/argon2'
import { writeFileAtomically } from '../atomic-file.ts'
import { newId } from '../identifiers.ts'
import type { Keychain } from './keychain.ts'
import { keyBytes, seal, unseal } from './sealed-box.ts'
import type { PassphraseSlot, Slot } from './store-file.ts'

/** Electron's safeStorage, handed in by its host, and only where it does not use its hard-coded key. */
export interface SafeStorage {
  encrypt(text: string): Promise<Uint8Array>
  decrypt(bytes: Uint8Array): Promise<string>
}

/** One way to the master key: opens slots of its kind and makes new ones. */
export interface SlotKeeper {
  readonly kind: Slot['kind']
  /** The master key; a text saying why not. Fails only for reasons nobody foresaw. */
  open(slot: Slot): Promise<Buffer | string>
  create(master: Uint8Array): Promise<Slot>
  /** Removes what a slot that is given up left outside the file. */
  forget?(slot: Slot): Promise<void>
}

const argon2id = 2
/** A passphrase is what a person remembers; the others are long and random, and stretched only for good measure. */
const stretching = {
  passphrase: { memoryKib: 65_536, passes: 3, lanes: 4 },
  'secret-key': { memoryKib: 8192, passes: 1, lanes: 1 },
  'recovery-code': { memoryKib: 8192, passes: 1, lanes: 1 },
} as const

const labelOf = (slot: Pick<Slot, 'kind' | 'id'>) => `kuraban master key, ${slot.kind} slot ${slot.id}`

async function keyOfPassphrase(passphrase: string, slot: Omit<PassphraseSlot, 'box' | 'kind' | 'id'>): Promise<Buffer> {
  return hashRaw(passphrase, {
    algorithm: argon2id,
    salt: Buffer.from(slot.salt, 'base64'),
    memoryCost: slot.memoryKib,
    timeCost: slot.passes,
    parallelism: slot.lanes,
    outputLen: keyBytes,
  })
}

/** A slot sealed by something a person or an administrator knows, stretched by argon2id. */
export function passphraseKeeper(kind: PassphraseSlot['kind'], passphrase: string): SlotKeeper {
  return {
    kind,
    open: async (slot) => {
      if (!('salt' in slot)) return 'wrong kind of slot'
      return unseal(await keyOfPassphrase(passphrase, slot), labelOf(slot), slot.box) ?? 'wrong passphrase'
    },
    create: async (master) => {
      const slot = newPassphraseSlot(kind)
      return { ...slot, box: seal(await keyOfPassphrase(passphrase, slot), labelOf(slot), master) }
    },
  }
}

const now = () => new Date().toISOString()

function newPassphraseSlot(kind: PassphraseSlot['kind']) {
  return { kind, id: newId(), madeAt: now(), salt: randomBytes(16).toString('base64'), ...stretching[kind] }
}

/** A slot for a new recovery code, and the stretched code, with which a later master key is sealed for the same sheet. */
export async function createRecoverySlot(code: string, master: Uint8Array): Promise<{ slot: Slot; key: Buffer }> {
  const slot = newPassphraseSlot('recovery-code')
  const key = await keyOfPassphrase(code, slot)
  return { slot: { ...slot, box: seal(key, labelOf(slot), master) }, key }
}

/** The same slot with another master key in it. */
export function resealSlot(slot: Slot, key: Uint8Array, master: Uint8Array): Slot {
  return { ...slot, box: seal(key, labelOf(slot), master) }
}

/** A slot whose key lies in the operating system's keychain. What is written there is read back before it counts. */
export function keychainKeeper(keychain: Keychain): SlotKeeper {
  const account = (id: string) => `master key ${id}`
  return {
    kind: 'keychain',
    open: async (slot) => {
      const key = await keychain.read(account(slot.id)).catch((error: unknown) => error)
      if (key === null) return 'the key is not in the keychain'
      if (typeof key !== 'string') return `the keychain is locked or gone (${String(key)})`
      return unseal(Buffer.from(key, 'base64'), labelOf(slot), slot.box) ?? 'the key in the keychain is another one'
    },
    create: async (master) => {
      const slot = { kind: 'keychain', id: newId(), madeAt: now() } as const
      const key = randomBytes(keyBytes).toString('base64')
      await keychain.write(account(slot.id), key)
      if ((await keychain.read(account(slot.id))) !== key) throw new Error('the keychain did not keep the key')
      return { ...slot, box: seal(Buffer.from(key, 'base64'), labelOf(slot), master) }
    },
    forget: (slot) => keychain.remove(account(slot.id)),
  }
}

/** A slot sealed by Electron's safeStorage. */
export function safeStorageKeeper(safeStorage: SafeStorage): SlotKeeper {
  return {
    kind: 'safe-storage',
    open: async (slot) => {
      const text = await safeStorage.decrypt(Buffer.from(slot.box, 'base64')).catch((error: unknown) => error)
      return typeof text === 'string' ? Buffer.from(text, 'base64') : `safe storage refused (${String(text)})`
    },
    create: async (master) => {
      const box = await safeStorage.encrypt(Buffer.from(master).toString('base64'))
      return { kind: 'safe-storage', id: newId(), madeAt: now(), box: Buffer.from(box).toString('base64') }
    },
  }
}

async function readKeyFile(file: string): Promise<Buffer | null> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return content === null ? null : Buffer.from(content.trim(), 'base64')
}

/** The last resort: a key that lies in a file beside what it protects. An existing key file is never replaced. */
export function keyFileKeeper(file: string): SlotKeeper {
  return {
    kind: 'key-file',
    open: async (slot) => {
      const key = await readKeyFile(file)
      if (key === null) return `${file} is missing`
      if (key.length !== keyBytes) return `${file} is damaged`
      return unseal(key, labelOf(slot), slot.box) ?? `${file} holds another key`
    },
    create: async (master) => {
      const existing = await readKeyFile(file)
      const key = existing?.length === keyBytes ? existing : randomBytes(keyBytes)
      if (existing !== null && key !== existing) throw new Error(`${file} is damaged`)
      if (existing === null) await writeFileAtomically(file, `${key.toString('base64')}\n`)
      const slot = { kind: 'key-file', id: newId(), madeAt: now() } as const
      return { ...slot, box: seal(key, labelOf(slot), master) }
    },
  }
}
