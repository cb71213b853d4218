import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'
import { knownTask } from './known-task.ts'
import { backoff, judge } from './verdict.ts'

const task = knownTask({
  kind: 'work',
  queue: 'main',
  payload: z.json(),
  afterCrash: 'interrupt',
  attempts: 3,
  backoffMs: 1000,
  handle: async () => null,
})
const first = { taskId: 't', attempt: 1, attempts: 3 }
const unavailable = new AppError('UNAVAILABLE', { what: 'x' })

describe('the wait before another attempt', () => {
  it('doubles with each attempt, a quarter more or less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, chance) => {
          const plain = 1000 * 2 ** (attempt - 1)
          const wait = backoff(1000, attempt, chance)
          expect(wait).toBeGreaterThanOrEqual(plain * 0.75)
          expect(wait).toBeLessThanOrEqual(plain * 1.25)
        },
      ),
    )
  })
})

describe('the verdict on an attempt', () => {
  it('is failure once the attempts are used up', () => {
    expect(judge({ error: unavailable, abortedBy: null }, task, first).kind).toBe('again')
    const last = judge({ error: unavailable, abortedBy: null }, task, { ...first, attempt: 3 })
    expect(last).toMatchObject({ kind: 'end', end: { state: 'failed', error: { code: 'UNAVAILABLE' } } })
  })

  it('goes by the reason of an abort, not by what the handler made of it', () => {
    const aborted = (reason: AppError) => judge({ error: new Error('aborted'), abortedBy: reason }, task, first)
    expect(aborted(new AppError('CANCELLED', {}))).toMatchObject({ end: { state: 'cancelled' } })
    expect(aborted(new AppError('TASK_INTERRUPTED', {}))).toMatchObject({ end: { state: 'interrupted' } })
    expect(aborted(new AppError('TASK_TIMED_OUT', { timeLimitMs: 5 }))).toMatchObject({
      kind: 'again',
      error: { code: 'TASK_TIMED_OUT' },
    })
  })

  it('puts back what may run twice when the program stops', () => {
    const outcome = { error: new Error('aborted'), abortedBy: new AppError('TASK_INTERRUPTED', {}) }
    expect(judge(outcome, { ...task, afterCrash: 'requeue' }, first)).toEqual({ kind: 'put-back' })
  })
})
