import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { queries } from '#renderer/api/client.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { createInvalidator, staleAfter } from './event-bridge.ts'

const id = '0199c0de-0000-7000-8000-000000000001'

function isStaleAfter(event: AppEvent, queryKey: readonly unknown[]): boolean {
  const client = new QueryClient()
  client.setQueryData(queryKey, {})
  for (const key of staleAfter(event) ?? [[]]) void client.invalidateQueries({ queryKey: key })
  return client.getQueryState(queryKey)?.isInvalidated === true
}

describe('events and the queries they make stale', () => {
  const overview = queries.backup.overview.get.queryKey()
  const execution = queries.backup.executions.get.queryKey({ input: { id } })
  const session = queries.security.session.current.queryKey()

  it('a run that changed touches the overview and the runs, not the session', () => {
    const event: AppEvent = { type: 'backup.execution.changed', id }
    expect(isStaleAfter(event, overview)).toBe(true)
    expect(isStaleAfter(event, execution)).toBe(true)
    expect(isStaleAfter(event, session)).toBe(false)
  })

  it('an ended session is asked for again', () => {
    expect(isStaleAfter({ type: 'security.session.ended', sessionId: 's', reason: 'idle' }, session)).toBe(true)
  })

  it('lost events make everything stale', () => {
    expect(staleAfter({ type: 'events.lost' })).toBeNull()
    expect(isStaleAfter({ type: 'events.lost' }, session)).toBe(true)
  })

  it('progress makes nothing stale', () => {
    const progress = {
      phase: 'backup',
      doneFiles: 1,
      totalFiles: 2,
      doneBytes: 1,
      totalBytes: 2,
      bytesPerSecond: 1,
      remainingMs: 1,
      current: null,
      problems: 0,
    }
    expect(staleAfter({ type: 'task.progress', id, progress })).toEqual([])
  })
})

describe('a burst of events', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('asks once for each key', () => {
    const client = new QueryClient()
    const invalidated = vi.spyOn(client, 'invalidateQueries')
    const invalidate = createInvalidator(client, 50)
    for (let count = 0; count < 100; count++) invalidate(staleAfter({ type: 'backup.job.changed', id }))
    invalidate([])
    vi.advanceTimersByTime(50)
    expect(invalidated).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(1_000)
    expect(invalidated).toHaveBeenCalledTimes(2)
  })
})
