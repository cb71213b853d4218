import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Keychain } from './keychain.ts'
import { openSecretStore, type SecretStoreOptions } from './open-secret-store.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-rotation-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const secretKey = 'k'.repeat(64)
const file = () => path.join(folder, 'secrets.json')
const open = (options: Partial<SecretStoreOptions> = {}) => {
  const keyFile = path.join(folder, 'secrets.key')
  return openSecretStore({ file: file(), keyFile, passphrase: null, secretKey: '', keychain: null, ...options })
}

function keychainOf(entries: Map<string, string>): Keychain {
  return {
    read: async (account) => entries.get(account) ?? null,
    write: async (account, value) => void entries.set(account, value),
    remove: async (account) => void entries.delete(account),
  }
}

describe('a new master key', () => {
  it('opens everything that was kept, by every way that was set up', async () => {
    const keychain = keychainOf(new Map())
    const store = await open({ secretKey, keychain })
    await store.set('repository/1/password', '秘密')
    const code = await store.createRecoveryCode()
    await store.rotateMasterKey()
    expect(await store.get('repository/1/password')).toBe('秘密')
    for (const way of [{ secretKey }, { keychain }, { recoveryCode: code }]) {
      expect(await (await open({ ...way, onlyLook: true })).get('repository/1/password')).toBe('秘密')
    }
  })

  it('seals every secret anew and takes the old keys out of the keychain', async () => {
    const entries = new Map<string, string>()
    const store = await open({ keychain: keychainOf(entries) })
    await store.set('a', 'x')
    const before = await readFile(file(), 'utf8')
    const [oldAccount] = entries.keys()
    await store.rotateMasterKey()
    expect(JSON.parse(await readFile(file(), 'utf8')).secrets[0].box).not.toBe(JSON.parse(before).secrets[0].box)
    expect([...entries.keys()]).toHaveLength(1)
    expect(entries.has(oldAccount ?? '')).toBe(false)
  })

  it('is not taken when a way that is set up is not at hand, and nothing changes', async () => {
    await open({ secretKey, keychain: keychainOf(new Map()) })
    const store = await open({ secretKey })
    await store.set('a', 'x')
    const before = await readFile(file(), 'utf8')
    await expect(store.rotateMasterKey()).rejects.toMatchObject({ code: 'SECRET_STORE_UNAVAILABLE' })
    expect(await readFile(file(), 'utf8')).toBe(before)
    expect(await store.get('a')).toBe('x')
  })

  it('leaves the old store whole when the new one cannot be written', async () => {
    const store = await open({ secretKey })
    await store.set('a', 'x')
    await rm(folder, { recursive: true })
    await writeFile(folder, '')
    await expect(store.rotateMasterKey()).rejects.toMatchObject({ code: 'SECRET_STORE_UNAVAILABLE' })
    expect(await store.get('a')).toBe('x')
  })

  it('waits for changes before it and holds up those after it', async () => {
    const store = await open({ secretKey })
    const writes = [store.set('a', '1'), store.rotateMasterKey(), store.set('b', '2'), store.rotateMasterKey()]
    const read = store.get('a')
    await Promise.all(writes)
    expect([await read, await store.get('a'), await store.get('b')]).toEqual(['1', '1', '2'])
    expect(await (await open({ secretKey })).get('b')).toBe('2')
  })

  it('is noted with its date, as is the recovery code', async () => {
    const store = await open({ secretKey })
    expect(store.status()).toMatchObject({ slots: ['secret-key'], secrets: 0, recoveryCodeMadeAt: null })
    await store.createRecoveryCode()
    const { masterKeyMadeAt, recoveryCodeMadeAt, secrets } = store.status()
    expect([masterKeyMadeAt, recoveryCodeMadeAt].every((at) => !Number.isNaN(Date.parse(at ?? '')))).toBe(true)
    expect(secrets).toBe(0)
  })
})

describe('a recovery code typed when everything else is lost', () => {
  it('leaves a way that needs no typing the next time', async () => {
    const store = await open({ keychain: keychainOf(new Map()) })
    await store.set('a', 'x')
    const code = await store.createRecoveryCode()
    await expect(open()).rejects.toMatchObject({ code: 'SECRET_STORE_UNAVAILABLE' })
    const locked: Keychain = {
      read: () => Promise.reject(new Error('locked')),
      write: () => Promise.reject(new Error('locked')),
      remove: () => Promise.reject(new Error('locked')),
    }
    const recoveryCode = ` ${code.toLowerCase()} `
    expect((await open({ recoveryCode, keychain: locked })).slotKinds).toContain('key-file')
    expect(await (await open()).get('a')).toBe('x')
  })

  it('says that it is wrong and touches nothing', async () => {
    await open({ keychain: keychainOf(new Map()) })
    const before = await readFile(file(), 'utf8')
    const recoveryCode = 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA'
    await expect(open({ recoveryCode })).rejects.toMatchObject({ code: 'RECOVERY_CODE_WRONG' })
    expect(await readFile(file(), 'utf8')).toBe(before)
  })
})
