import { call } from '@orpc/server'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AccessDecisions } from '#main/features/security/authorization/access-decisions.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { systemClock } from '#main/platform/clock.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import type { TaskView } from '#main/platform/queue.ts'
import { DatabaseTaskQueue } from '#main/storage/adapters/queue/index.ts'
import type { AccessRule, Permission } from '#shared/contract/permissions.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { openTestStorage, type TestStorage } from '#test/stores/open-test-storage.ts'
import { createTasksFeature } from './index.ts'
import { toTask } from './to-task.ts'

const context: CallContext = {
  requestId: 'r1',
  transport: 'internal',
  remoteAddress: '',
  userAgent: '',
  caller: { kind: 'system' },
}
const access = new AccessDecisions({
  clock: systemClock,
  settings: () => ({ environment: 'production', timeZone: 'Asia/Tokyo' }),
  site: () => ({ siteName: '' }),
})
const by = { requestedBy: 'system', title: { code: 'test', data: { name: '試験' } } }

describe('the tasks feature', () => {
  let database: TestStorage
  let queue: DatabaseTaskQueue

  beforeAll(async () => {
    database = await openTestStorage('sqlite')
  })
  afterEach(() => queue.stop())
  afterAll(() => database.remove())

  async function open(): Promise<ReturnType<typeof createTasksFeature>['router']> {
    await database.storage.db.deleteFrom('tasks').execute()
    queue = new DatabaseTaskQueue({ storage: database.storage, events: new InProcessEventBus(), node: 'here' })
    queue.define({ kind: 'work', queue: 'main', payload: z.json(), afterCrash: 'interrupt', handle: async () => null })
    return createTasksFeature({ queue, access }).router
  }

  it('lists what waits or has ended, in pages', async () => {
    const router = await open()
    const [first, second] = [await queue.enqueue('work', null, by), await queue.enqueue('work', null, by)]
    const waiting = await queue.enqueue('work', null, { ...by, runAt: new Date(Date.now() + 60_000) })
    await queue.start()
    await Promise.all([queue.whenEnded(first), queue.whenEnded(second)])
    const live = await call(router.list, { show: 'live' }, { context })
    expect(live.items.map((task) => [task.id, task.state, task.title])).toEqual([[waiting, 'delayed', by.title]])
    const page = await call(router.list, { show: 'ended', limit: 1 }, { context })
    const next = await call(router.list, { show: 'ended', limit: 1, cursor: page.nextCursor ?? '' }, { context })
    expect([...page.items, ...next.items].map((task) => task.id)).toEqual([second, first])
    expect(page.items[0]).toMatchObject({ state: 'succeeded', failure: null, durationMs: expect.any(Number) })
    expect(next.nextCursor).toBeNull()
  })

  it('cancels a waiting task and repeats it', async () => {
    const router = await open()
    const id = await queue.enqueue('work', null, by)
    expect(await call(router.cancel, { id }, { context })).toMatchObject({
      state: 'cancelled',
      failure: { code: 'CANCELLED', data: {} },
    })
    await expect(call(router.cancel, { id }, { context })).rejects.toMatchObject({ code: 'TASK_NOT_CANCELLABLE' })
    expect(await call(router.retry, { id }, { context })).toMatchObject({ state: 'waiting', failure: null })
    await expect(call(router.retry, { id }, { context })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('does not know a task that is not there', async () => {
    const router = await open()
    const id = crypto.randomUUID()
    for (const procedure of [router.get, router.cancel, router.retry]) {
      await expect(call(procedure, { id }, { context })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  describe('of somebody else', () => {
    const permissions: Permission[] = ['tasks.read', 'tasks.cancel']
    const own: AccessRule = { effect: 'allow', permissions, conditions: { owner: 'own' } }
    const readsAll: AccessRule = { effect: 'allow', permissions: ['tasks.read'], conditions: {} }
    const as = (...rules: AccessRule[]): CallContext => {
      const held = { builtInRoles: [], rules: rules.map((rule) => ({ ...rule, roleName: '現場担当' })) }
      return { ...context, caller: userCaller('viewer', { userId: 'hanako', held }) }
    }

    it('are not there for who sees only their own, in lists, by id, and to change', async () => {
      const router = await open()
      const hers = await queue.enqueue('work', null, { ...by, requestedBy: 'hanako' })
      const his = await queue.enqueue('work', null, { ...by, requestedBy: 'taro' })
      const nobodys = await queue.enqueue('work', null, by)
      const seen = async (...rules: AccessRule[]) => {
        const { items } = await call(router.list, {}, { context: as(...rules) })
        return items.map(({ id }) => id)
      }
      expect(await seen(own)).toEqual([hers])
      expect(await seen(readsAll)).toEqual([nobodys, his, hers])
      expect(await seen(readsAll, { ...own, effect: 'deny' })).toEqual([nobodys, his])
      expect(await seen({ ...readsAll, conditions: { highestClassification: 'restricted' } })).toEqual([])
      expect(await seen()).toEqual([])
      for (const procedure of [router.get, router.cancel, router.retry]) {
        const missing = { code: 'NOT_FOUND', data: { resource: 'task', id: his } }
        await expect(call(procedure, { id: his }, { context: as(own) })).rejects.toMatchObject(missing)
      }
      const forbidden = { code: 'FORBIDDEN', data: { permission: 'tasks.cancel' } }
      const reader = as(readsAll, own)
      await expect(call(router.cancel, { id: his }, { context: reader })).rejects.toMatchObject(forbidden)
      await expect(call(router.retry, { id: nobodys }, { context: reader })).rejects.toMatchObject(forbidden)
      expect((await queue.get(his))?.state).toBe('waiting')
      expect(await call(router.cancel, { id: hers }, { context: as(own) })).toMatchObject({ state: 'cancelled' })
    })

    it('are heard of only by those who see everybody’s tasks or backups', async () => {
      await open()
      const { service } = createTasksFeature({ queue, access })
      const hers = await queue.enqueue('work', null, { ...by, requestedBy: 'hanako' })
      const his = await queue.enqueue('work', null, { ...by, requestedBy: 'taro' })
      const heard = async (...rules: AccessRule[]) => [
        await service.isHeard(hers, as(...rules)),
        await service.isHeard(his, as(...rules)),
      ]
      expect(await heard()).toEqual([true, false])
      expect(await heard(own)).toEqual([true, false])
      expect(await heard(readsAll)).toEqual([true, true])
      expect(await heard({ ...readsAll, permissions: ['backup.read'] })).toEqual([true, true])
      expect(await service.isHeard(his, { ...context, caller: { kind: 'anonymous' } })).toBe(false)
    })
  })

  it('shows a failure of an unknown kind as INTERNAL', async () => {
    const router = await open()
    const id = await queue.enqueue('work', null, by)
    const view = await queue.get(id)
    const failed = { ...view, error: { code: 'FROM_THE_FUTURE', data: 1 } } as TaskView
    expect(toTask(failed).failure).toEqual({ code: 'INTERNAL', data: { requestId: id } })
    expect((await call(router.get, { id }, { context })).failure).toBeNull()
  })
})
