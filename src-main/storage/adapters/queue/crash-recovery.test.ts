import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import type { Json, TaskContext, TaskDefinition } from '#main/platform/queue.ts'
import { openStorage } from '#main/storage/open-storage.ts'
import type { Storage } from '#main/storage/storage.ts'
import { createTestDatabase, openTestStorage, type TestDatabase } from '#test/stores/open-test-storage.ts'
import { DatabaseTaskQueue, type DatabaseTaskQueueOptions } from './index.ts'

/** For waiting on what comes by itself, on a machine that may be busy. */
const soon = { timeout: 10_000, interval: 10 }
const by = { requestedBy: 'system', title: { code: 'test', data: {} } }

const queues: DatabaseTaskQueue[] = []
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.stop()
})

function open(storage: Storage, options: Partial<DatabaseTaskQueueOptions> = {}): DatabaseTaskQueue {
  const queue = new DatabaseTaskQueue({ storage, events: new InProcessEventBus(), node: 'here', ...options })
  queues.push(queue)
  return queue
}

function kind(name: string, more: Partial<TaskDefinition>): TaskDefinition {
  return { kind: name, queue: 'main', payload: z.json(), afterCrash: 'interrupt', handle: async () => null, ...more }
}

const untilAborted = (_payload: Json, { signal }: TaskContext): Promise<Json> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

/** A process that runs one `interrupt` and one `requeue` task of the database for ever and prints their ids. */
function startWorker(file: string): { child: ChildProcess; ids: Promise<string[]> } {
  const from = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
  const script = `
    const { openStorage } = await import(${from('../../open-storage.ts')})
    const { DatabaseTaskQueue } = await import(${from('./index.ts')})
    const { InProcessEventBus } = await import(${from('../../../platform/event-bus.ts')})
    const { systemClock } = await import(${from('../../../platform/clock.ts')})
    const { silentLogger } = await import(${from('../../../platform/logger.ts')})
    const { z } = await import('zod')
    const storage = await openStorage({ database: { engine: 'sqlite', file: ${JSON.stringify(file)} },
      copiesFolder: ${JSON.stringify(`${file}-copies`)}, programVersion: '0', clock: systemClock, log: silentLogger })
    const queue = new DatabaseTaskQueue({ storage, events: new InProcessEventBus(), node: 'here' })
    for (const afterCrash of ['interrupt', 'requeue']) {
      queue.define({ kind: afterCrash, queue: 'main', payload: z.json(), afterCrash, handle: () => new Promise(() => {}) })
    }
    await queue.start()
    const by = ${JSON.stringify(by)}
    const ids = [await queue.enqueue('interrupt', 'first', by), await queue.enqueue('requeue', 'second', by)]
    while ((await queue.list({ states: ['running'] }, { limit: 5 })).items.length < 2) await new Promise((r) => setTimeout(r, 5))
    console.log(JSON.stringify(ids))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ids = once(child.stdout ?? child, 'data').then(([text]) => z.array(z.string()).parse(JSON.parse(String(text))))
  return { child, ids }
}

describe('after kill -9', () => {
  let database: TestDatabase

  beforeEach(async () => {
    database = await createTestDatabase('sqlite')
  })
  afterEach(() => database.remove())

  it('marks or repeats what was running, and tells its kind before anything starts', async () => {
    const file = database.options.database.engine === 'sqlite' ? database.options.database.file : ''
    const { child, ids } = startWorker(file)
    const [interrupted = '', requeued = ''] = await ids
    child.kill('SIGKILL')
    await once(child, 'exit')

    const storage = await openStorage(database.options)
    const happened: string[] = []
    const tell = async (payload: Json, taskId: string) => void happened.push(`told ${payload} ${taskId}`)
    const queue = open(storage)
    queue.define(kind('interrupt', { onInterrupted: tell }))
    queue.define(
      kind('requeue', {
        afterCrash: 'requeue',
        onInterrupted: tell,
        handle: async (payload) => {
          happened.push(`ran ${payload}`)
          return 'done'
        },
      }),
    )
    await queue.start()
    expect(await queue.whenEnded(requeued)).toMatchObject({ state: 'succeeded', attempt: 1, result: 'done' })
    expect(await queue.get(interrupted)).toMatchObject({ state: 'interrupted', error: { code: 'TASK_INTERRUPTED' } })
    expect(happened).toEqual([`told first ${interrupted}`, `told second ${requeued}`, 'ran second'])
    await queue.stop()
    await storage.close()
  })
})

describe('a task that was cut off', () => {
  it('is not put back for ever when it is what kills the process', async () => {
    const { storage, remove } = await openTestStorage('sqlite')
    const definition = kind('deadly', { afterCrash: 'requeue', handle: untilAborted })
    const first = open(storage)
    first.define(definition)
    const id = await first.enqueue('deadly', null, by)
    const states: string[] = []
    for (let crash = 0; crash < 4; crash += 1) {
      const queue = open(storage)
      queue.define(definition)
      await queue.start()
      await expect.poll(async () => (await queue.get(id))?.state, soon).not.toBe('waiting')
      states.push((await queue.get(id))?.state ?? '')
      // Forget the queue without stopping it, as a crash does.
    }
    expect(states).toEqual(['running', 'running', 'running', 'interrupted'])
    for (const queue of queues.splice(0)) await queue.stop()
    await remove()
  })

  it('is interrupted when its kind is no longer known', async () => {
    const { storage, remove } = await openTestStorage('sqlite')
    const before = open(storage)
    before.define(kind('old', { afterCrash: 'requeue', handle: untilAborted }))
    await before.start()
    const id = await before.enqueue('old', null, by)
    await expect.poll(async () => (await before.get(id))?.state, soon).toBe('running')
    const after = open(storage)
    await after.start()
    expect((await after.get(id))?.state).toBe('interrupted')
    await before.stop()
    await remove()
  })

  it('is settled even when tidying up after it fails', async () => {
    const { storage, remove } = await openTestStorage('sqlite')
    const before = open(storage)
    before.define(kind('work', { handle: untilAborted }))
    await before.start()
    const id = await before.enqueue('work', null, by)
    await expect.poll(async () => (await before.get(id))?.state, soon).toBe('running')
    const after = open(storage)
    after.define(kind('work', { onInterrupted: () => Promise.reject(new Error('broken')) }))
    await after.start()
    expect((await after.get(id))?.state).toBe('interrupted')
    await before.stop()
    await remove()
  })
})

describe('nodes that share a database', () => {
  it('take over what a dead node left, cancel and await what another one runs', async () => {
    const { storage, remove } = await openTestStorage('postgres')
    const heartbeatMs = 50
    const definition = kind('work', { handle: untilAborted, afterCrash: 'requeue' })

    const dead = open(storage, { node: 'dead', heartbeatMs: 60_000, concurrency: 1 })
    dead.define(definition)
    await dead.start()
    const left = await dead.enqueue('work', null, { ...by, node: 'any' })
    await expect.poll(async () => (await dead.get(left))?.state, soon).toBe('running')
    await storage.db.updateTable('tasks').set({ leaseUntil: 1 }).execute()

    const alive = open(storage, { node: 'alive', heartbeatMs, concurrency: 1 })
    alive.define(definition)
    await alive.start()
    await expect.poll(async () => (await alive.get(left))?.node, soon).toBe('alive')

    const other = open(storage, { node: 'other', heartbeatMs, concurrency: 0 })
    other.define(definition)
    await other.start()
    const ended = other.whenEnded(left)
    await other.cancel(left)
    expect((await ended).state).toBe('cancelled')
    for (const queue of queues.splice(0)) await queue.stop()
    await remove()
  })
})

describe('a node that was taken for dead', () => {
  it('stops what another node has taken over', async () => {
    const { storage, remove } = await openTestStorage('postgres')
    const aborted = Promise.withResolvers<string>()
    const slow = open(storage, { heartbeatMs: 50 })
    slow.define(
      kind('work', {
        handle: (payload, context) => {
          context.signal.addEventListener('abort', () => aborted.resolve(context.signal.reason.code))
          return untilAborted(payload, context)
        },
      }),
    )
    await slow.start()
    const id = await slow.enqueue('work', null, by)
    await expect.poll(async () => (await slow.get(id))?.state, soon).toBe('running')
    await storage.db
      .updateTable('tasks')
      .set({ claimedBy: 'other', leaseUntil: Date.now() + 60_000 })
      .execute()
    expect(await aborted.promise).toBe('TASK_INTERRUPTED')
    await slow.stop()
    expect(await slow.get(id)).toMatchObject({ state: 'running', node: 'other' })
    await remove()
  })
})

describe('ended tasks', () => {
  it('are removed after the days they are kept', async () => {
    const { storage, remove } = await openTestStorage('sqlite')
    const queue = open(storage)
    queue.define(kind('work', {}))
    await queue.start()
    const [old, recent] = [await queue.enqueue('work', null, by), await queue.enqueue('work', null, by)]
    await Promise.all([queue.whenEnded(old), queue.whenEnded(recent)])
    await storage.db.updateTable('tasks').set({ finishedAt: 1 }).where('id', '=', old).execute()
    await queue.stop()
    const later = open(storage, { keepDays: 30 })
    await later.start()
    await expect
      .poll(async () => (await later.list({}, { limit: 5 })).items.map((task) => task.id), soon)
      .toEqual([recent])
    await later.stop()
    await remove()
  })
})
