import { call } from '@orpc/server'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CallContext } from '#main/platform/caller.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import type { TaskView } from '#main/platform/queue.ts'
import { DatabaseTaskQueue } from '#main/storage/adapters/queue/index.ts'
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
    return createTasksFeature({ queue }).router
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

  it('shows a failure of an unknown kind as INTERNAL', async () => {
    const router = await open()
    const id = await queue.enqueue('work', null, by)
    const view = await queue.get(id)
    const failed = { ...view, error: { code: 'FROM_THE_FUTURE', data: 1 } } as TaskView
    expect(toTask(failed).failure).toEqual({ code: 'INTERNAL', data: { requestId: id } })
    expect((await call(router.get, { id }, { context })).failure).toBeNull()
  })
})
