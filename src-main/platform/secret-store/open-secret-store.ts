import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { AppError } from '#shared/contract/errors.ts'
import { type Logger, silentLogger } from '../logger.ts'
import {
  keychainKeeper,
  keyFileKeeper,
  passphraseKeeper,
  type SafeStorage,
  type SlotKeeper,
  safeStorageKeeper,
} from './key-slots.ts'
import type { Keychain } from './keychain.ts'
import { normalizeRecoveryCode } from './recovery-code.ts'
import { keyBytes } from './sealed-box.ts'
import { SealedSecretStore } from './sealed-secret-store.ts'
import { readStoreFile, type Slot, type StoreContent, writeStoreFile } from './store-file.ts'
import { storeUnavailable } from './store-unavailable.ts'

/** What there is to open the store with. */
export interface SecretStoreOptions {
  readonly file: string
  /** Where the key of the last resort lies. */
  readonly keyFile: string
  readonly passphrase: string | null
  /** SECRET_KEY; empty where it is not set. */
  readonly secretKey: string
  readonly keychain: Keychain | null
  readonly safeStorage?: SafeStorage
  /** Typed by a person when nothing else opens the store. */
  readonly recoveryCode?: string
  /**
   * For those who only look while another process may have the store open: no way is set up, replaced or given up,
   * because the owner would not know of it and write the old ways back.
   */
  readonly onlyLook?: boolean
  readonly log?: Logger
}

/** Ways that need nobody come first, the key file last. */
function keepersOf(options: SecretStoreOptions): SlotKeeper[] {
  const { passphrase, secretKey, keychain, safeStorage, recoveryCode } = options
  return [
    ...(passphrase === null ? [] : [passphraseKeeper('passphrase', passphrase)]),
    ...(secretKey === '' ? [] : [passphraseKeeper('secret-key', secretKey)]),
    ...(keychain ? [keychainKeeper(keychain)] : []),
    ...(safeStorage ? [safeStorageKeeper(safeStorage)] : []),
    ...(recoveryCode ? [passphraseKeeper('recovery-code', normalizeRecoveryCode(recoveryCode))] : []),
  ]
}

const allKeepersOf = (options: SecretStoreOptions) => [...keepersOf(options), keyFileKeeper(options.keyFile)]

async function openWith(content: StoreContent, keepers: readonly SlotKeeper[], options: SecretStoreOptions) {
  try {
    return await openAnySlot(content, keepers)
  } catch (error) {
    if (options.recoveryCode === undefined) throw error
    throw new AppError('RECOVERY_CODE_WRONG', {}, { cause: error })
  }
}

interface Opened {
  readonly master: Buffer
  readonly by: Slot
}

async function openAnySlot(content: StoreContent, keepers: readonly SlotKeeper[]): Promise<Opened> {
  const reasons: string[] = []
  for (const keeper of keepers) {
    for (const slot of content.slots.filter((one) => one.kind === keeper.kind)) {
      const master = await keeper.open(slot).catch((error: unknown) => String(error))
      if (typeof master !== 'string') return { master, by: slot }
      reasons.push(`${slot.kind}: ${master}`)
    }
  }
  const untried = content.slots.map((slot) => slot.kind).filter((kind) => !keepers.some((one) => one.kind === kind))
  for (const kind of new Set(untried)) reasons.push(`${kind}: not at hand`)
  throw storeUnavailable(reasons.join('; '))
}

/** Makes a slot with each keeper that can; a keeper that cannot is only a warning as long as another one can. */
async function createSlots(master: Uint8Array, keepers: readonly SlotKeeper[], log: Logger): Promise<Slot[]> {
  const slots: Slot[] = []
  for (const keeper of keepers) {
    try {
      slots.push(await keeper.create(master))
    } catch (error) {
      log.warning('a way to open the secret store could not be set up', { kind: keeper.kind, error })
    }
  }
  return slots
}

async function createStore(options: SecretStoreOptions, log: Logger): Promise<SealedSecretStore> {
  const master = randomBytes(keyBytes)
  const strong = await createSlots(master, keepersOf(options), log)
  const slots = strong.length > 0 ? strong : [await keyFileKeeper(options.keyFile).create(master)]
  const content: StoreContent = { version: 1, masterMadeAt: new Date().toISOString(), slots, secrets: [] }
  await writeStoreFile(options.file, content)
  const openedBy = slots[0]?.kind ?? 'key-file'
  return new SealedSecretStore({ file: options.file, master, openedBy, content, keepers: allKeepersOf(options) })
}

/** Adds ways that are at hand and not set up yet, and replaces those that no longer open: a lost keyring, a new passphrase. */
async function completeSlots(
  store: SealedSecretStore,
  { master, by }: Opened,
  { content, keepers }: { content: StoreContent; keepers: readonly SlotKeeper[] },
  log: Logger,
): Promise<void> {
  const lacking: SlotKeeper[] = []
  const dead: Slot[] = []
  for (const keeper of keepers.filter((one) => one.kind !== 'recovery-code' && one.kind !== by.kind)) {
    const existing = content.slots.filter((slot) => slot.kind === keeper.kind)
    const results = await Promise.all(existing.map((slot) => keeper.open(slot).catch(() => 'failed')))
    if (results.some((result) => typeof result !== 'string')) continue
    lacking.push(keeper)
    dead.push(...existing)
  }
  const added = await createSlots(master, lacking, log)
  if (added.length === 0) return
  const replaced = new Set(dead.filter((slot) => added.some((one) => one.kind === slot.kind)).map((slot) => slot.id))
  await store.changeSlots((slots) => [...slots.filter((slot) => !replaced.has(slot.id)), ...added])
}

const withoutTyping = (options: SecretStoreOptions) =>
  allKeepersOf(options).filter(({ kind }) => kind !== 'recovery-code')

/** Whether any of these ways opens the store as it is now. */
async function opensBy(store: SealedSecretStore, keepers: readonly SlotKeeper[]): Promise<boolean> {
  for (const keeper of keepers) {
    for (const slot of store.slots.filter(({ kind }) => kind === keeper.kind)) {
      if (typeof (await keeper.open(slot).catch(() => 'failed')) !== 'string') return true
    }
  }
  return false
}

/** A key file is given up once something that cannot be lost with a keyring opens the store. */
async function leaveKeyFile(store: SealedSecretStore, options: SecretStoreOptions): Promise<void> {
  if (!store.slotKinds.includes('key-file')) return
  const lasting = keepersOf(options).filter(({ kind }) => kind === 'passphrase' || kind === 'secret-key')
  if (!(await opensBy(store, lasting))) return
  await store.changeSlots((slots) => slots.filter((slot) => slot.kind !== 'key-file'))
  await rm(options.keyFile, { force: true })
}

/**
 * Opens the secret store, or makes it where there is none. Whatever opens it, the other ways at hand are set up too, so
 * that losing one loses nothing. Fails with SECRET_STORE_UNAVAILABLE and touches nothing when none of them fits.
 */
export async function openSecretStore(options: SecretStoreOptions): Promise<SealedSecretStore> {
  const log = options.log ?? silentLogger
  const content = await readStoreFile(options.file)
  if (content === null) return createStore(options, log)
  const keepers = allKeepersOf(options)
  const opened = await openWith(content, keepers, options)
  const { file } = options
  const store = new SealedSecretStore({ file, master: opened.master, openedBy: opened.by.kind, content, keepers })
  if (options.onlyLook === true) return store
  await completeSlots(store, opened, { content, keepers: keepersOf(options) }, log)
  // After a recovery code was typed there must be a way that needs no typing, where nothing else can be had.
  if (opened.by.kind === 'recovery-code' && !(await opensBy(store, withoutTyping(options)))) {
    await completeSlots(store, opened, { content, keepers: [keyFileKeeper(options.keyFile)] }, log)
  }
  await leaveKeyFile(store, options)
  return store
}
