import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAppError } from '#shared/contract/errors.ts'
import type { SafeStorage } from './key-slots.ts'
import type { Keychain } from './keychain.ts'
import { openSecretStore, type SecretStoreOptions } from './open-secret-store.ts'
import { readPassphrase } from './passphrase.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-secrets-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const file = () => path.join(folder, 'secrets.json')
const keyFile = () => path.join(folder, 'secrets.key')
const secretKey = 'k'.repeat(64)

const open = (options: Partial<SecretStoreOptions> = {}) =>
  openSecretStore({ file: file(), keyFile: keyFile(), passphrase: null, secretKey: '', keychain: null, ...options })

function keychainOf(entries: Map<string, string>): Keychain {
  return {
    read: async (account) => entries.get(account) ?? null,
    write: async (account, value) => void entries.set(account, value),
    remove: async (account) => void entries.delete(account),
  }
}

const locked: Keychain = {
  read: () => Promise.reject(new Error('locked')),
  write: () => Promise.reject(new Error('locked')),
  remove: () => Promise.reject(new Error('locked')),
}

const reversing: SafeStorage = {
  encrypt: async (text) => Buffer.from(text).reverse(),
  decrypt: async (bytes) => Buffer.from(bytes).reverse().toString(),
}

async function reasonOf(opening: Promise<unknown>): Promise<string> {
  const error = await opening.catch((caught: unknown) => caught)
  return isAppError(error, 'SECRET_STORE_UNAVAILABLE') ? error.data.reason : `unexpected: ${String(error)}`
}

describe('the secret store', () => {
  it('is left as it is by those who only look, so that what its owner writes later opens it still', async () => {
    const owner = await open()
    const before = await readFile(file(), 'utf8')
    expect((await open({ secretKey, onlyLook: true })).slotKinds).toEqual(['key-file'])
    expect(await readFile(file(), 'utf8')).toBe(before)
    await owner.set('a', 'kept')
    expect(await (await open()).get('a')).toBe('kept')
  })

  it('keeps secrets over a restart and forgets deleted ones', async () => {
    const store = await open({ secretKey })
    await store.set('repository/1/password', '秘密 with spaces ')
    await store.set('repository/2/password', 'x')
    await store.set('repository/2/password', 'y')
    await store.delete('repository/1/password')
    await store.set('empty', '')
    const again = await open({ secretKey })
    expect(await again.get('repository/1/password')).toBeNull()
    expect(await again.get('repository/2/password')).toBe('y')
    expect(await again.get('empty')).toBe('')
    expect(again.description).toEqual({ kind: 'passphrase-file', weak: false })
  })

  it('writes a private file that holds no secret', async () => {
    const store = await open({ passphrase: 'correct horse' })
    await store.set('name', 'a secret value')
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    expect(await readFile(file(), 'utf8')).not.toMatch(/a secret value|correct horse/)
    expect(await readdir(folder)).toEqual(['secrets.json'])
  })

  it('loses no change when several are made at once', async () => {
    const store = await open({ secretKey })
    await Promise.all(Array.from({ length: 20 }, (_, index) => store.set(`name ${index}`, String(index))))
    const again = await open({ secretKey })
    expect(await Promise.all(Array.from({ length: 20 }, (_, index) => again.get(`name ${index}`)))).toEqual(
      Array.from({ length: 20 }, (_, index) => String(index)),
    )
  })

  it('uses a generated key file as the last resort and calls it weak', async () => {
    await (await open()).set('name', 'value')
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600)
    const again = await open()
    expect(again.description).toEqual({ kind: 'key-file', weak: true })
    expect(await again.get('name')).toBe('value')
  })

  it('leaves the key file for a passphrase when one is given', async () => {
    await (await open()).set('name', 'value')
    const moved = await open({ passphrase: 'correct horse' })
    expect(await moved.get('name')).toBe('value')
    expect(await readdir(folder)).toEqual(['secrets.json'])
    const again = await open({ passphrase: 'correct horse' })
    expect(again.description).toEqual({ kind: 'passphrase-file', weak: false })
    expect(await again.get('name')).toBe('value')
  })

  it('opens by any of its ways, so that a lost keyring loses nothing', async () => {
    const entries = new Map<string, string>()
    const store = await open({ keychain: keychainOf(entries), secretKey })
    await store.set('name', 'value')
    expect(store.slotKinds.toSorted()).toEqual(['keychain', 'secret-key'])
    expect(await (await open({ keychain: keychainOf(entries) })).get('name')).toBe('value')
    expect(await (await open({ keychain: locked, secretKey })).get('name')).toBe('value')

    entries.clear()
    expect(await reasonOf(open({ keychain: keychainOf(entries) }))).toContain('the key is not in the keychain')
    expect(entries.size).toBe(0)
    expect(await (await open({ keychain: keychainOf(entries), secretKey })).get('name')).toBe('value')
    const mended = await open({ keychain: keychainOf(entries) })
    expect(await mended.get('name')).toBe('value')
    expect(mended.description.kind).toBe('keychain')
    expect(mended.slotKinds.toSorted()).toEqual(['keychain', 'secret-key'])
  })

  it('takes a changed passphrase when something else opens the store', async () => {
    const keychain = keychainOf(new Map())
    await (await open({ keychain, passphrase: 'first' })).set('name', 'value')
    await open({ keychain, passphrase: 'second' })
    expect(await (await open({ passphrase: 'second' })).get('name')).toBe('value')
    expect(await reasonOf(open({ passphrase: 'first' }))).toContain('passphrase: wrong passphrase')
  })

  it('opens by a recovery code when everything else is lost', async () => {
    const store = await open({ keychain: keychainOf(new Map()) })
    await store.set('name', 'value')
    const first = await store.createRecoveryCode()
    const code = await store.createRecoveryCode()
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/)
    await expect(open({ recoveryCode: first })).rejects.toMatchObject({ code: 'RECOVERY_CODE_WRONG' })
    const entries = new Map<string, string>()
    const recovered = await open({
      keychain: keychainOf(entries),
      recoveryCode: code.toLowerCase().replaceAll('-', ' '),
    })
    expect(await recovered.get('name')).toBe('value')
    expect(await (await open({ keychain: keychainOf(entries) })).get('name')).toBe('value')
  })

  it('uses the safe storage that a host hands in', async () => {
    await (await open({ safeStorage: reversing })).set('name', 'value')
    const again = await open({ safeStorage: reversing })
    expect([again.description.kind, await again.get('name')]).toEqual(['safe-storage', 'value'])
    const broken = { ...reversing, decrypt: () => Promise.reject(new Error('backend changed')) }
    expect(await reasonOf(open({ safeStorage: broken }))).toContain('backend changed')
  })

  it('never makes a new key over old data, and says why it stays shut', async () => {
    await (await open({ passphrase: 'correct horse' })).set('name', 'value')
    const before = await readFile(file(), 'utf8')
    expect(await reasonOf(open({ passphrase: 'wrong' }))).toContain('passphrase: wrong passphrase')
    expect(await reasonOf(open())).toContain('passphrase: not at hand')
    expect(await reasonOf(open({ secretKey, keychain: keychainOf(new Map()) }))).toContain('passphrase: not at hand')
    expect(await readFile(file(), 'utf8')).toBe(before)
    expect(await readdir(folder)).toEqual(['secrets.json'])
    expect(await (await open({ passphrase: 'correct horse' })).get('name')).toBe('value')
  })

  it('leaves a damaged file or key file as it is', async () => {
    await open()
    await writeFile(keyFile(), 'not the key')
    expect(await reasonOf(open())).toContain('is damaged')
    await rm(keyFile())
    expect(await reasonOf(open())).toContain('is missing')
    await writeFile(file(), '{"version":1')
    expect(await reasonOf(open({ secretKey }))).toContain('is damaged')
    expect(await readFile(file(), 'utf8')).toBe('{"version":1')
  })

  it('notices an entry that was damaged or moved to another name', async () => {
    const store = await open({ secretKey })
    await store.set('mine', 'value')
    await writeFile(file(), (await readFile(file(), 'utf8')).replace('"mine"', '"yours"'))
    expect(await reasonOf((await open({ secretKey })).get('yours'))).toContain('damaged')
  })

  it('starts with a locked keychain when something else is at hand', async () => {
    const store = await open({ keychain: locked, secretKey })
    expect(store.slotKinds).toEqual(['secret-key'])
    const fallback = await open({ file: path.join(folder, 'other.json'), keychain: locked })
    expect(fallback.description).toEqual({ kind: 'key-file', weak: true })
  })
})

describe('a passphrase without a person', () => {
  it('is read from its file or from the systemd credential, without the last line end', async () => {
    const passphraseFile = path.join(folder, 'passphrase')
    await writeFile(passphraseFile, ' correct horse \r\n')
    expect(await readPassphrase({ passphraseFile })).toBe(' correct horse ')
    await writeFile(path.join(folder, 'kuraban-passphrase'), 'from systemd\n')
    expect(await readPassphrase({ passphraseFile: '', credentialsFolder: folder })).toBe('from systemd')
    expect(await readPassphrase({ passphraseFile: '' })).toBeNull()
    expect(await readPassphrase({ passphraseFile: '', credentialsFolder: path.join(folder, 'none') })).toBeNull()
  })

  it('is never silently absent when its file was named', async () => {
    expect(await reasonOf(readPassphrase({ passphraseFile: path.join(folder, 'none') }))).toContain('ENOENT')
    await writeFile(path.join(folder, 'empty'), '\n')
    expect(await reasonOf(readPassphrase({ passphraseFile: path.join(folder, 'empty') }))).toContain('is empty')
  })
})
