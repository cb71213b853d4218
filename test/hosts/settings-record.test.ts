import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import type { AppPorts } from '#main/app/create-app.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { HeldAccess, Permission } from '#shared/contract/permissions.ts'
import type { SettingValue } from '#shared/features/settings/contract.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { callContext, openTestApplication } from './test-application.ts'

const description = { ja: '', en: '' }
const setting = { defaultValue: 'ja', origin: 'default', overridden: false, allowed: '', needsRestart: false } as const

/** One setting, kept in memory; a file that cannot be written when told so. */
function settingsInMemory(kept: { value: SettingValue; failure: Error | null }): AppPorts['settings'] {
  return {
    list: () => [{ ...setting, description, key: 'language', value: kept.value }],
    update: async ([change]) => {
      if (kept.failure !== null) throw kept.failure
      kept.value = change?.value ?? null
    },
  }
}

const operator = callContext({ transport: 'cli', caller: { kind: 'local-operator', systemUser: 'root' } })

describeOnEachDatabase('a change of the settings', (open) => {
  async function opened() {
    const kept: { value: SettingValue; failure: Error | null } = { value: 'ja', failure: null }
    const storage = await open()
    const { app, remove } = await openTestApplication({ storage, settings: settingsInMemory(kept) })
    const rows = async () =>
      (await storage.db.selectFrom('auditLog').selectAll().orderBy('at').execute()).map(
        ({ action, outcome, errorCode, detail }) => ({ action, outcome, errorCode, detail: JSON.parse(detail) }),
      )
    const settingsAs = (context: typeof operator) => createRouterClient(app.router, { context }).settings
    return { kept, rows, remove, settings: settingsAs(operator), settingsAs }
  }

  it('is recorded with what was and what is, once', async () => {
    const { settings, rows, remove } = await opened()
    await settings.update({ changes: [{ key: 'language', value: 'en' }] })
    expect(await rows()).toEqual([
      { action: 'settings.update', outcome: 'done', errorCode: null, detail: { language: { from: 'ja', to: 'en' } } },
    ])
    await remove()
  })

  it('that keeps strangers out is made only by who manages the protection of the site', async () => {
    const { settingsAs, remove } = await opened()
    const held = (permissions: Permission[]): HeldAccess => ({
      builtInRoles: [],
      rules: [{ effect: 'allow', permissions, conditions: {}, roleName: 'custom' }],
    })
    const as = (permissions: Permission[]) =>
      settingsAs(callContext({ caller: userCaller('viewer', { held: held(permissions), steppedUpUntil: Infinity }) }))
    const limited = as(['settings.manage'])
    for (const key of ['mail.host', 'server.publicUrl']) {
      await expect(limited.update({ changes: [{ key, value: 'evil.example' }] })).rejects.toMatchObject({
        ...{ code: 'FORBIDDEN', data: { permission: 'security.manage' } },
      })
    }
    await limited.update({ changes: [{ key: 'language', value: 'en' }] })
    await as(['settings.manage', 'security.manage']).update({ changes: [{ key: 'mail.host', value: 'mail.example' }] })
    await remove()
  })

  it('that fails is recorded as failed and nothing else', async () => {
    const { kept, settings, rows, remove } = await opened()
    kept.failure = new AppError('UNAVAILABLE', { what: 'settings.json' })
    await expect(settings.update({ changes: [{ key: 'language', value: 'en' }] })).rejects.toThrow()
    expect(await rows()).toEqual([
      { action: 'settings.update', outcome: 'failed', errorCode: 'UNAVAILABLE', detail: {} },
    ])
    await remove()
  })
})
