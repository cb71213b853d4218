import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-keychain-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const module = new URL('../../src-main/platform/secret-store/index.ts', import.meta.url).href

const program = `
  const { findKeychain, openSecretStore } = await import(process.env.STORE_MODULE)
  const started = performance.now()
  const keychain = await findKeychain()
  const foundMs = performance.now() - started
  const folder = process.env.STORE_FOLDER
  const store = await openSecretStore({ file: folder + '/secrets.json', keyFile: folder + '/secrets.key',
    passphrase: process.env.STORE_PASSPHRASE ?? null, secretKey: '', keychain }).catch((error) => error)
  const found = store.get ? await store.get('name') : store.code
  if (store.set) await store.set('name', 'kept')
  console.log(JSON.stringify({ keychain: keychain !== null, foundMs, kind: store.description?.kind, found }))
`

interface Said {
  readonly keychain: boolean
  readonly foundMs: number
  readonly kind?: string
  readonly found: string | null
}

/** Opens the store in a process of its own: in a session with an unlocked or a locked keychain, or in one without any. */
function openStore(session: 'with keychain' | 'locked' | 'without', environment: Record<string, string> = {}): Said {
  const env = { ...process.env, STORE_MODULE: module, STORE_FOLDER: folder, XDG_DATA_HOME: folder, ...environment }
  const password = session === 'locked' ? 'not the password' : 'secret'
  const script = `printf '${password}' | gnome-keyring-daemon --unlock --components=secrets >&2; exec "$0" --input-type=module -e "$1"`
  const { stdout, stderr } =
    session !== 'without'
      ? spawnSync('dbus-run-session', ['--', 'bash', '-c', script, process.execPath, program], {
          env,
          encoding: 'utf8',
        })
      : spawnSync(process.execPath, ['--input-type=module', '-e', program], {
          env: { ...env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
          encoding: 'utf8',
        })
  const line = stdout.split('\n').find((text) => text.startsWith('{'))
  if (line === undefined) throw new Error(stderr)
  return JSON.parse(line)
}

describe('the secret store and the keychain of Linux', () => {
  it('keeps its key in the keychain and finds it in the next session', () => {
    expect(openStore('with keychain')).toMatchObject({ keychain: true, kind: 'keychain', found: null })
    expect(openStore('with keychain')).toMatchObject({ keychain: true, kind: 'keychain', found: 'kept' })
  })

  it('stays shut without the keychain instead of beginning anew, and opens again with it', () => {
    openStore('with keychain')
    expect(openStore('without')).toMatchObject({ keychain: false, found: 'SECRET_STORE_UNAVAILABLE' })
    expect(openStore('with keychain')).toMatchObject({ found: 'kept' })
  })

  it('opens by a passphrase when the keychain is gone', () => {
    openStore('with keychain', { STORE_PASSPHRASE: 'correct horse' })
    const without = openStore('without', { STORE_PASSPHRASE: 'correct horse' })
    expect(without).toMatchObject({ keychain: false, kind: 'passphrase-file', found: 'kept' })
  })

  it('stays shut while the keychain is locked, makes no new key, and opens by the passphrase', () => {
    openStore('with keychain', { STORE_PASSPHRASE: 'correct horse' })
    expect(openStore('locked').found).toBe('SECRET_STORE_UNAVAILABLE')
    expect(openStore('locked', { STORE_PASSPHRASE: 'wrong horse' }).found).toBe('SECRET_STORE_UNAVAILABLE')
    expect(openStore('locked', { STORE_PASSPHRASE: 'correct horse' })).toMatchObject({ found: 'kept' })
    expect(openStore('with keychain')).toMatchObject({ found: 'kept' })
  })

  it('stays shut with another keychain that knows nothing of it, and moves there by the passphrase', () => {
    openStore('with keychain', { STORE_PASSPHRASE: 'correct horse' })
    const other = { XDG_DATA_HOME: path.join(folder, 'other') }
    expect(openStore('with keychain', other)).toMatchObject({ keychain: true, found: 'SECRET_STORE_UNAVAILABLE' })
    expect(openStore('with keychain')).toMatchObject({ found: 'kept' })
    expect(openStore('with keychain', { ...other, STORE_PASSPHRASE: 'correct horse' }).found).toBe('kept')
    expect(openStore('with keychain', other)).toMatchObject({ kind: 'keychain', found: 'kept' })
  })

  it('notices within 300 ms that there is none', () => {
    expect(openStore('without').foundMs).toBeLessThan(300)
  })
})
