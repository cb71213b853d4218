import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#main/platform/clock.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { openSecretStore } from '#main/platform/secret-store/index.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { callContext } from '#test/hosts/test-application.ts'
import { SecretKeeping } from './secret-keeping.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-keeping-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (recoveryCode?: string) =>
  openSecretStore({
    file: path.join(folder, 'secrets.json'),
    keyFile: path.join(folder, 'secrets.key'),
    ...{ passphrase: null, secretKey: recoveryCode === undefined ? 'k'.repeat(64) : '', keychain: null },
    ...(recoveryCode === undefined ? {} : { recoveryCode, onlyLook: true }),
  })

async function keepingOf() {
  const secrets = await open()
  const events: AppEvent[] = []
  const bus = new InProcessEventBus()
  bus.listen((event) => events.push(event))
  const keeping = new SecretKeeping({
    ...{ secrets, events: bus, clock: systemClock, settings: () => ({ timeZone: 'Asia/Tokyo' }) },
    site: () => ({ siteName: '名古屋現場', language: 'ja' }),
  })
  return { keeping, secrets, events }
}

describe('the keeping of secrets', () => {
  it('makes a sheet whose code opens the store, before and after the master key is changed', async () => {
    const { keeping, secrets, events } = await keepingOf()
    await secrets.set('a', 'kept')
    const { code, text, fileName } = await keeping.createRecoverySheet(callContext({ caller: userCaller() }))
    expect(text).toContain(code)
    expect(text).toContain('名古屋現場')
    expect(fileName).toMatch(/^蔵番-復旧シート-\d{4}-\d\d-\d\d\.txt$/)
    expect(await keeping.rotateMasterKey()).toEqual({ slots: ['secret-key', 'recovery-code'], secrets: 1 })
    expect(await (await open(code)).get('a')).toBe('kept')
    expect(events.filter(({ type }) => type === 'security.checks.changed')).toHaveLength(2)
  })

  it('writes the sheet in the language of whoever asks', async () => {
    const { keeping } = await keepingOf()
    const caller = userCaller('administrator', { language: 'en' })
    const { text } = await keeping.createRecoverySheet(callContext({ caller }))
    expect(text).toMatch(/^Kuraban recovery sheet/)
  })

  it('tells how the key is kept, and never the key', async () => {
    const { keeping } = await keepingOf()
    const { code } = await keeping.createRecoverySheet(callContext())
    expect(keeping.status()).toMatchObject({ kind: 'passphrase-file', weak: false, secrets: 0 })
    expect(JSON.stringify(keeping.status())).not.toContain(code)
  })
})
