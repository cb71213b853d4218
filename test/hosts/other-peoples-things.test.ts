import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import { localOperator } from '#main/app/owner-calls.ts'
import type { Caller } from '#main/platform/caller.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { newId } from '#main/platform/identifiers.ts'
import { DatabaseTaskQueue } from '#main/storage/adapters/queue/index.ts'
import type { Permission } from '#shared/contract/permissions.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { adminPassword, callContext, openTestApplication, recordedEffects, setUp } from './test-application.ts'

describeOnEachDatabase('what belongs to somebody else', (open) => {
  it('cannot be reached by its id, nor by fields that are not asked for', async () => {
    const opened = await openTestApplication({ storage: await open() })
    const { app, ports } = opened
    try {
      const { token: admin, userId } = await setUp(app)
      const person = { name: 'taro', role: 'viewer', password: adminPassword, language: 'ja' } as const
      await app.security.createUser(person, localOperator())
      const effects = recordedEffects()
      const stranger = createRouterClient(app.router, { context: callContext({ effects }) })
      await stranger.security.signIn({ name: 'taro', password: adminPassword })
      const of = (sessionToken: string) => createRouterClient(app.router, { context: callContext({ sessionToken }) })
      const taro = of(effects.token ?? '')
      const [session] = (await of(admin).security.session.listOwn()).items
      expect((await taro.security.session.listOwn()).items).toHaveLength(1)
      expect(await taro.security.session.endOwn({ ids: [session?.id ?? ''] })).toEqual({ endedSessions: 0 })
      expect((await of(admin).security.profile()).name).toBe('admin')
      const aboutAnother = { permission: 'users.manage', userId } as const
      await expect(taro.security.access.explain(aboutAnother)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const before = await ports.storage.db.selectFrom('users').selectAll().orderBy('id').execute()
      const extra: object = { role: 'administrator', id: userId, userId, name: 'root', state: 'active' }
      const refused = { code: 'VALIDATION' }
      const passwords = { currentPassword: adminPassword, newPassword: `${adminPassword} 2` }
      await expect(taro.security.changeLanguage({ language: 'en', ...extra })).rejects.toMatchObject(refused)
      await expect(taro.security.changePassword({ ...passwords, ...extra })).rejects.toMatchObject(refused)
      await expect(stranger.security.signIn({ ...person, ...extra })).rejects.toMatchObject(refused)
      expect(await ports.storage.db.selectFrom('users').selectAll().orderBy('id').execute()).toEqual(before)
    } finally {
      await app.stop()
    }
  })

  it('is no task of theirs: not listed, not cancelled, not heard of', async () => {
    const storage = await open()
    const queue = new DatabaseTaskQueue({ storage, events: new InProcessEventBus(), node: 'test' })
    const opened = await openTestApplication({ storage, queue })
    const { app } = opened
    const { db } = storage
    try {
      const as = (caller: Caller) => createRouterClient(app.router, { context: callContext({ caller }) })
      const permissions: Permission[] = ['tasks.read', 'tasks.cancel']
      const own = { effect: 'allow', permissions, conditions: { owner: 'own' }, roleName: '現場担当' } as const
      const [hanako, taro] = [newId(), newId()]
      const restricted = userCaller('viewer', { userId: hanako, held: { builtInRoles: [], rules: [own] } })
      const ids = []
      for (const requestedBy of [hanako, taro, 'system']) {
        const id = newId()
        ids.push(id)
        await db
          .insertInto('tasks')
          .values({ ...taskRow, id, requestedBy })
          .execute()
      }
      const [hers = '', his = ''] = ids
      const listed = async (caller: Caller) => (await as(caller).tasks.list({})).items.map(({ id }) => id)
      expect(await listed(restricted)).toEqual([hers])
      expect((await listed(userCaller('viewer'))).toSorted()).toEqual(ids.toSorted())
      await expect(as(restricted).tasks.cancel({ id: his })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(as(restricted).tasks.get({ id: his })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const rule = { effect: 'allow', permissions, conditions: { owner: 'own' } } as const
      const role = { name: '現場担当', description: '', requiresTwoFactor: false, rules: [rule] }
      const administrator = userCaller('administrator', { steppedUpUntil: Date.now() + 60_000 })
      expect(await as(administrator).security.roles.create(role)).toMatchObject({ name: '現場担当' })
      for (const [caller, heard] of [
        [restricted, [hers]],
        [userCaller('auditor'), []],
        [userCaller('viewer'), [hers, his]],
      ] as const) {
        const stream = await as(caller).system.events.subscribe({})
        const first = stream.next()
        const knocking = setInterval(() => app.events.publish({ type: 'settings.changed', keys: ['begin'] }), 10)
        await first
        clearInterval(knocking)
        for (const id of [hers, his]) app.events.publish({ type: 'task.progress', id, progress })
        app.events.publish({ type: 'settings.changed', keys: ['end'] })
        const tasks = []
        for await (const { event } of stream) {
          if (event.type === 'task.progress') tasks.push(event.id)
          if (event.type === 'settings.changed' && event.keys[0] === 'end') break
        }
        expect({ heard: tasks, by: caller }).toEqual({ heard, by: caller })
      }
    } finally {
      await opened.remove()
    }
  })
})

const progress = {
  ...{ phase: 'backup.phase.reading', doneFiles: 1, totalFiles: 2, doneBytes: 1, totalBytes: 2, bytesPerSecond: 1 },
  ...{ remainingMs: 1, current: '/home/taro/給与.xlsx', problems: 0 },
}

/** Tasks that ended long ago are forgotten while the test runs. */
const now = Date.now()

const taskRow = {
  kind: 'work',
  queue: 'main',
  state: 'interrupted',
  priority: 0,
  attempt: 1,
  attempts: 1,
  crashes: 0,
  node: null,
  title: '{"code":"test","data":{}}',
  payload: 'null',
  deduplicationKey: null,
  createdAt: now,
  runAt: now,
  startedAt: now,
  finishedAt: now,
  claimedBy: null,
  leaseUntil: null,
  cancelRequested: 0,
  progress: null,
  result: null,
  errorCode: null,
  errorData: null,
} as const
