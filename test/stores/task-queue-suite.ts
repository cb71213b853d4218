import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import type { EnqueueOptions, Json, TaskContext, TaskDefinition, TaskQueue } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { ExecutionProgress } from '#shared/contract/progress.ts'

/** How a queue of the suite is opened. */
export interface OpenQueueOptions {
  readonly node?: string
  readonly concurrency?: number
  readonly limit?: number
}

/** An engine under test: every queue it opens uses the same store. */
export interface QueueEngine {
  open(options?: OpenQueueOptions): TaskQueue
  /** What has been announced since the engine was made. */
  readonly announced: readonly AppEvent[]
}

const by: EnqueueOptions = { requestedBy: 'system', title: { code: 'test', data: { name: '試験' } } }

/** For waiting on what comes by itself, on a machine that may be busy. */
const soon = { timeout: 10_000, interval: 10 }

const progressAt = (doneFiles: number): ExecutionProgress => ({
  phase: 'work',
  doneFiles,
  totalFiles: 100,
  doneBytes: null,
  totalBytes: null,
  bytesPerSecond: null,
  remainingMs: null,
  current: null,
  problems: 0,
})

type Handle = (payload: Json, context: TaskContext) => Promise<Json>

function kind(handle: Handle, more: Partial<TaskDefinition> = {}): TaskDefinition {
  return { kind: 'work', queue: 'main', payload: z.json(), afterCrash: 'interrupt', handle, ...more }
}

/** Waits until aborted and fails with the reason. */
const untilAborted: Handle = (_payload, { signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

/** What every engine of the task queue promises. Call it inside `describe`; `prepare` makes an empty store. For tests only. */
export function taskQueueSuite(prepare: () => Promise<QueueEngine>): void {
  let engine: QueueEngine
  const opened: TaskQueue[] = []

  const open = (options?: OpenQueueOptions): TaskQueue => {
    const queue = engine.open(options)
    opened.push(queue)
    return queue
  }

  const started = async (definition: TaskDefinition, options?: OpenQueueOptions): Promise<TaskQueue> => {
    const queue = open(options)
    queue.define(definition)
    await queue.start()
    return queue
  }

  const statesOf = (id: string) =>
    engine.announced.flatMap((event) => (event.type === 'task.changed' && event.id === id ? [event.state] : []))

  beforeEach(async () => {
    engine = await prepare()
  })

  afterEach(async () => {
    for (const queue of opened.splice(0)) await queue.stop()
  })

  it('runs a task, keeps its result and announces each state', async () => {
    const queue = await started(kind(async (payload, { attempt }) => ({ payload, attempt })))
    const id = await queue.enqueue('work', { name: '文' }, by)
    const task = await queue.whenEnded(id)
    expect(task).toMatchObject({
      id,
      state: 'succeeded',
      attempt: 1,
      attempts: 1,
      requestedBy: 'system',
      title: by.title,
      result: { payload: { name: '文' }, attempt: 1 },
      error: null,
    })
    expect(task.finishedAt?.getTime()).toBeGreaterThanOrEqual(task.startedAt?.getTime() ?? Number.NaN)
    expect(await queue.get(id)).toEqual(task)
    expect(statesOf(id)).toEqual(['waiting', 'running', 'succeeded'])
  })

  it('refuses a payload that its kind does not take', async () => {
    const queue = await started(kind(async () => null, { payload: z.object({ count: z.number() }) }))
    await expect(queue.enqueue('work', { count: 'many' }, by)).rejects.toMatchObject({ code: 'VALIDATION' })
    expect((await queue.list({}, { limit: 10 })).items).toEqual([])
  })

  it('runs no more tasks of a queue at once than it may, and all of them in the end', async () => {
    let running = 0
    let most = 0
    const gate = Promise.withResolvers<void>()
    const handle: Handle = async () => {
      running += 1
      most = Math.max(most, running)
      await gate.promise
      running -= 1
      return null
    }
    const queue = await started(kind(handle), { concurrency: 3 })
    const ids = await Promise.all(Array.from({ length: 12 }, () => queue.enqueue('work', null, by)))
    await expect.poll(() => running, soon).toBe(3)
    gate.resolve()
    const ended = await Promise.all(ids.map((id) => queue.whenEnded(id)))
    expect(ended.map((task) => task.state)).toEqual(Array(12).fill('succeeded'))
    expect(most).toBe(3)
  })

  it('lets one queue run while another is busy', async () => {
    const queue = open({ concurrency: 1 })
    queue.define(kind(untilAborted))
    queue.define(kind(async () => 'done', { kind: 'other', queue: 'side' }))
    await queue.start()
    await queue.enqueue('work', null, by)
    expect((await queue.whenEnded(await queue.enqueue('other', null, by))).result).toBe('done')
  })

  it('takes the highest priority first, and the oldest among equals', async () => {
    const order: Json[] = []
    const queue = open({ concurrency: 1 })
    queue.define(kind(async (payload) => order.push(String(payload))))
    const enqueue = (name: string, priority: number) => queue.enqueue('work', name, { ...by, priority })
    const ids = [
      await enqueue('low', -1),
      await enqueue('first', 0),
      await enqueue('second', 0),
      await enqueue('high', 5),
    ]
    await queue.start()
    await Promise.all(ids.map((id) => queue.whenEnded(id)))
    expect(order).toEqual(['high', 'first', 'second', 'low'])
  })

  it('runs a delayed task not before its time', async () => {
    const queue = await started(kind(async () => Date.now()))
    const runAt = new Date(Date.now() + 1000)
    const id = await queue.enqueue('work', null, { ...by, runAt })
    expect((await queue.whenEnded(id)).result).toBeGreaterThanOrEqual(runAt.getTime())
    expect(statesOf(id)).toEqual(['delayed', 'waiting', 'running', 'succeeded'])
  })

  it('tries a failed task again with growing waits until its attempts are used up', async () => {
    const at: number[] = []
    const handle: Handle = async () => {
      at.push(performance.now())
      throw new AppError('UNAVAILABLE', { what: 'mail server' })
    }
    const queue = await started(kind(handle, { attempts: 3, backoffMs: 40 }))
    const task = await queue.whenEnded(await queue.enqueue('work', null, by))
    expect(task).toMatchObject({
      state: 'failed',
      attempt: 3,
      error: { code: 'UNAVAILABLE', data: { what: 'mail server' } },
    })
    const [first = 0, second = 0, third = 0] = at
    expect(second - first).toBeGreaterThanOrEqual(29)
    expect(third - second).toBeGreaterThanOrEqual(59)
  })

  it('does not try again what only a person can mend', async () => {
    const handle: Handle = async () => {
      throw new AppError('REPOSITORY_WRONG_PASSWORD', {})
    }
    const queue = await started(kind(handle, { attempts: 5, backoffMs: 1 }))
    const task = await queue.whenEnded(await queue.enqueue('work', null, by))
    expect(task).toMatchObject({ state: 'failed', attempt: 1, error: { code: 'REPOSITORY_WRONG_PASSWORD' } })
  })

  it('keeps a mistake of the program as INTERNAL, found in the log by the task’s id', async () => {
    const handle: Handle = async () => {
      throw new TypeError('x is not a function')
    }
    const queue = await started(kind(handle))
    const id = await queue.enqueue('work', null, by)
    expect((await queue.whenEnded(id)).error).toEqual({ code: 'INTERNAL', data: { requestId: id } })
  })

  it('aborts at the soft limit and gives up on a handler at the hard one', async () => {
    const polite = await started(kind(untilAborted, { softLimitMs: 30, timeLimitMs: 5000 }))
    const first = await polite.whenEnded(await polite.enqueue('work', null, by))
    expect(first.error).toEqual({ code: 'TASK_TIMED_OUT', data: { timeLimitMs: 30 } })
    await polite.stop()

    const deaf = open({ concurrency: 1 })
    deaf.define(kind(() => new Promise(() => {}), { softLimitMs: 10, timeLimitMs: 40 }))
    deaf.define(kind(async () => 'free', { kind: 'next' }))
    await deaf.start()
    const stuck = await deaf.enqueue('work', null, by)
    const next = await deaf.enqueue('next', null, by)
    expect((await deaf.whenEnded(stuck)).error?.code).toBe('TASK_TIMED_OUT')
    expect((await deaf.whenEnded(next)).result).toBe('free')
  })

  it('shows the newest progress at once and announces it at most four times a second', async () => {
    const reported = Promise.withResolvers<void>()
    const began = performance.now()
    const handle: Handle = async (_payload, { reportProgress, signal }) => {
      for (let done = 0; done <= 100; done += 1) {
        reportProgress(progressAt(done))
        await sleep(3)
      }
      reported.resolve()
      return untilAborted(null, { signal } as TaskContext)
    }
    const queue = await started(kind(handle))
    const id = await queue.enqueue('work', null, by)
    await reported.promise
    expect((await queue.get(id))?.progress).toEqual(progressAt(100))
    await queue.cancel(id)
    expect((await queue.whenEnded(id)).state).toBe('cancelled')
    const intervals = (performance.now() - began) / 250
    const announced = engine.announced.filter((event) => event.type === 'task.progress')
    expect(announced.length).toBeGreaterThanOrEqual(2)
    expect(announced.length).toBeLessThanOrEqual(Math.ceil(intervals) + 2)
    await expect.poll(async () => (await queue.get(id))?.progress, soon).toEqual(progressAt(100))
  })

  it('cancels what waits and what runs, and refuses what has ended', async () => {
    const queue = await started(kind(untilAborted), { concurrency: 1 })
    const running = await queue.enqueue('work', null, by)
    await expect.poll(async () => (await queue.get(running))?.state, soon).toBe('running')
    const waiting = await queue.enqueue('work', null, by)
    const delayed = await queue.enqueue('work', null, { ...by, runAt: new Date(Date.now() + 60_000) })
    for (const id of [waiting, delayed, running]) {
      await queue.cancel(id)
      expect(await queue.whenEnded(id)).toMatchObject({ state: 'cancelled', error: { code: 'CANCELLED' } })
      await expect(queue.cancel(id)).rejects.toMatchObject({ code: 'TASK_NOT_CANCELLABLE' })
    }
    await expect(queue.cancel(crypto.randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('counts a handler that finished in spite of a cancel as succeeded', async () => {
    const handle: Handle = (_payload, { signal }) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve('finished')))
    const queue = await started(kind(handle))
    const id = await queue.enqueue('work', null, by)
    await expect.poll(async () => (await queue.get(id))?.state, soon).toBe('running')
    await queue.cancel(id)
    expect(await queue.whenEnded(id)).toMatchObject({ state: 'succeeded', result: 'finished' })
  })

  it('adds one task only while another with the same key waits or runs', async () => {
    const release = Promise.withResolvers<Json>()
    const queue = await started(kind(() => release.promise))
    const enqueue = () => queue.enqueue('work', null, { ...by, deduplicationKey: 'job 1' })
    const ids = await Promise.all(Array.from({ length: 5 }, enqueue))
    expect(new Set(ids).size).toBe(1)
    release.resolve(null)
    await queue.whenEnded(ids[0] ?? '')
    expect(await enqueue()).not.toBe(ids[0])
  })

  it('refuses more tasks than may wait', async () => {
    const queue = open({ limit: 2 })
    queue.define(kind(async () => null))
    await queue.enqueue('work', null, by)
    const kept = await queue.enqueue('work', null, { ...by, deduplicationKey: 'kept' })
    await expect(queue.enqueue('work', null, by)).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      data: { queue: 'main', limit: 2 },
    })
    expect(await queue.enqueue('work', null, { ...by, deduplicationKey: 'kept' })).toBe(kept)
  })

  it('lists tasks newest first in pages, by state and queue', async () => {
    const queue = open()
    queue.define(kind(async () => null))
    queue.define(kind(async () => null, { kind: 'other', queue: 'side' }))
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) ids.unshift(await queue.enqueue('work', index, by))
    const other = await queue.enqueue('other', null, by)
    await queue.cancel(other)
    const first = await queue.list({ states: ['waiting'], queue: 'main' }, { limit: 3 })
    const second = await queue.list(
      { states: ['waiting'], queue: 'main' },
      { limit: 3, ...(first.nextCursor !== null && { cursor: first.nextCursor }) },
    )
    expect([...first.items, ...second.items].map((task) => task.id)).toEqual(ids)
    expect(second.nextCursor).toBeNull()
    expect((await queue.list({ states: ['cancelled'] }, { limit: 3 })).items.map((task) => task.id)).toEqual([other])
  })

  it('repeats an ended task when asked, and nothing else', async () => {
    let runs = 0
    const handle: Handle = async () => {
      runs += 1
      if (runs === 1) throw new AppError('SECRET_MISSING', { name: 'x' })
      return runs
    }
    const queue = await started(kind(handle))
    const id = await queue.enqueue('work', null, by)
    await queue.whenEnded(id)
    await queue.retry(id)
    expect(await queue.whenEnded(id)).toMatchObject({ state: 'succeeded', attempt: 2, result: 2, error: null })
    const waiting = await queue.enqueue('work', null, { ...by, runAt: new Date(Date.now() + 60_000) })
    await expect(queue.retry(waiting)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(queue.retry(crypto.randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('interrupts or puts back what runs when it stops, by the rule of its kind', async () => {
    const reasons: string[] = []
    const handle: Handle = (payload, context) => {
      context.signal.addEventListener('abort', () => reasons.push(context.signal.reason.code))
      return untilAborted(payload, context)
    }
    const queue = open()
    queue.define(kind(handle))
    queue.define(kind(handle, { kind: 'again', afterCrash: 'requeue' }))
    await queue.start()
    const ids = [await queue.enqueue('work', null, by), await queue.enqueue('again', null, by)]
    await expect
      .poll(() => Promise.all(ids.map(async (id) => (await queue.get(id))?.state)))
      .toEqual(['running', 'running'])
    await queue.stop()
    expect(reasons).toEqual(['TASK_INTERRUPTED', 'TASK_INTERRUPTED'])

    const later = await started(kind(async () => 'done', { kind: 'again' }))
    expect(await later.get(ids[0] ?? '')).toMatchObject({ state: 'interrupted', error: { code: 'TASK_INTERRUPTED' } })
    expect(await later.whenEnded(ids[1] ?? '')).toMatchObject({ state: 'succeeded', attempt: 1 })
  })

  it('leaves a task of another node alone, and takes one that is for any', async () => {
    const away = open({ node: 'node-b' })
    away.define(kind(async () => 'b'))
    const bound = await away.enqueue('work', null, by)
    const free = await away.enqueue('work', null, { ...by, node: 'any' })
    const here = await started(
      kind(async () => 'a'),
      { node: 'node-a' },
    )
    expect((await here.whenEnded(free)).result).toBe('a')
    expect(await here.get(bound)).toMatchObject({ state: 'waiting', node: 'node-b' })
  })

  it('stops waiting for an end when the caller does, and when the queue stops', async () => {
    const queue = await started(kind(untilAborted))
    const id = await queue.enqueue('work', null, { ...by, runAt: new Date(Date.now() + 60_000) })
    await expect(queue.whenEnded(id, AbortSignal.timeout(20))).rejects.toMatchObject({ name: 'TimeoutError' })
    const waiting = expect(queue.whenEnded(id)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await sleep(20)
    await queue.stop()
    await waiting
  })
}
