import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AppPorts } from '#main/app/create-app.ts'
import { systemClock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { BuiltInRole } from '#shared/contract/permissions.ts'
import type { SettingValue } from '#shared/features/settings/contract.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import {
  adminPassword,
  callContext,
  openTestApplication,
  type TestApplication,
  testSecuritySettings,
} from './test-application.ts'

const operator = callContext({ transport: 'cli', caller: { kind: 'local-operator', systemUser: 'root' } })

describeOnEachDatabase('a change that needs two people', (open) => {
  let opened: TestApplication
  let kept: Record<string, SettingValue>
  const ids = new Map<string, string>()

  beforeEach(async () => {
    kept = { 'audit.keepDays': 730, language: 'ja' }
    opened = await openTestApplication({
      storage: await open(),
      settings: settingsInMemory(),
      securitySettings: () => ({
        ...testSecuritySettings,
        approvalsRequired: ['delete-repository', 'shorten-retention'],
      }),
    })
    for (const name of ['花子', '太郎']) await addPerson(name, 'administrator')
  })

  afterEach(() => opened.remove())

  function settingsInMemory(): AppPorts['settings'] {
    const words = { description: { ja: '', en: '' }, allowed: '', needsRestart: false, overridden: false }
    return {
      list: () =>
        Object.entries(kept).map(([key, value]) => ({ ...words, key, value, defaultValue: value, origin: 'default' })),
      update: async (changes) => {
        for (const { key, value } of changes) kept[key] = value
      },
    }
  }

  async function addPerson(name: string, role: BuiltInRole): Promise<void> {
    const person = { name, role, password: adminPassword, language: 'ja' as const }
    ids.set(name, (await opened.app.security.createUser(person, operator)).id)
  }

  /** Calls of a person who has just proved who they are. */
  function as(name: string) {
    const steppedUpUntil = systemClock.now().getTime() + 60_000
    const caller = userCaller('administrator', { userId: ids.get(name) ?? '', name, steppedUpUntil })
    return createRouterClient(opened.app.router, { context: callContext({ caller }) })
  }

  async function addRepository(): Promise<string> {
    const id = newId()
    const location = JSON.stringify({ kind: 'local', path: '/nowhere' })
    const row = { id, name: '本社', location, locationKey: 'x', formatId: 'f', formatVersion: 2, createdAt: 0 }
    const values = { ...row, ownerId: null, classification: 'internal' as const }
    await opened.ports.storage.db.insertInto('backupRepositories').values(values).execute()
    return id
  }

  async function idAsked(call: Promise<unknown>): Promise<string> {
    const error = await call.then(
      () => null,
      (caught) => caught,
    )
    expect(error).toMatchObject({ code: 'APPROVAL_REQUIRED', status: 409, data: { kind: expect.any(String) } })
    return error.data.approvalId
  }

  it('is asked for by one, done when the other approves, and recorded with both', async () => {
    const id = await addRepository()
    const approvalId = await idAsked(as('花子').backup.repositories.remove({ id }))
    expect((await as('花子').backup.repositories.list({})).items).toHaveLength(1)
    await expect(as('花子').security.approvals.approve({ id: approvalId })).rejects.toMatchObject({
      code: 'APPROVAL_OWN',
    })
    expect(await as('太郎').security.approvals.list({})).toMatchObject({
      items: [
        { id: approvalId, kind: 'delete-repository', target: '本社', detail: { location: '/nowhere' }, mine: false },
      ],
    })
    expect(await as('太郎').security.approvals.approve({ id: approvalId })).toMatchObject({ state: 'approved' })
    expect((await as('花子').backup.repositories.list({})).items).toHaveLength(0)
    const rows = await opened.ports.storage.db
      .selectFrom('auditLog')
      .selectAll()
      .where('action', 'like', 'backup.%')
      .orderBy('at')
      .orderBy('id')
      .execute()
    expect(rows.map(({ callerName, outcome, errorCode }) => [callerName, outcome, errorCode])).toEqual([
      ['花子', 'failed', 'APPROVAL_REQUIRED'],
      ['花子', 'done', null],
    ])
    expect(JSON.parse(rows[1]?.detail ?? '')).toMatchObject({ approval: { id: approvalId, decidedByName: '太郎' } })
  })

  it('is not asked for where it could not be done anyway', async () => {
    await expect(as('花子').backup.repositories.remove({ id: newId() })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await as('太郎').security.approvals.list({})).items).toEqual([])
  })

  it('counts as failed when the one who asked has lost the right meanwhile', async () => {
    const id = await addRepository()
    const approvalId = await idAsked(as('花子').backup.repositories.remove({ id }))
    await as('太郎').security.users.setRole({ id: ids.get('花子') ?? '', role: 'viewer' })
    expect(await as('太郎').security.approvals.approve({ id: approvalId })).toMatchObject({
      state: 'failed',
      failureCode: 'FORBIDDEN',
    })
    expect((await as('太郎').backup.repositories.list({})).items).toHaveLength(1)
  })

  it('is a shorter time of keeping, with whatever else was to be changed; other settings change at once', async () => {
    await as('花子').settings.update({ changes: [{ key: 'language', value: 'en' }] })
    const changes = [
      { key: 'audit.keepDays', value: 90 },
      { key: 'language', value: 'ja' },
    ]
    const approvalId = await idAsked(as('花子').settings.update({ changes }))
    expect(kept).toEqual({ 'audit.keepDays': 730, language: 'en' })
    await as('太郎').security.approvals.approve({ id: approvalId })
    expect(kept).toEqual({ 'audit.keepDays': 90, language: 'ja' })
  })
})
