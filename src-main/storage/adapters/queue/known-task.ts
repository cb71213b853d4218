import type { Json, TaskContext, TaskDefinition } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'

/** A definition with its defaults filled in and its payload type checked inside, so that all kinds fit one list. */
export interface KnownTask {
  readonly kind: string
  readonly queue: string
  readonly attempts: number
  readonly backoffMs: number
  readonly softLimitMs: number
  readonly timeLimitMs: number
  readonly afterCrash: 'requeue' | 'interrupt'
  /** The payload as it is stored; fails with VALIDATION. */
  accept(payload: Json): Json
  handle(payload: Json, context: TaskContext): Promise<Json>
  onInterrupted(payload: Json, taskId: string): Promise<void>
}

const defaultBackoffMs = 2000
const defaultSoftLimitMs = 3_000_000
const defaultTimeLimitMs = 3_600_000

export function knownTask<P extends Json>(definition: TaskDefinition<P>): KnownTask {
  const { kind, queue, afterCrash } = definition
  const timeLimitMs = definition.timeLimitMs ?? defaultTimeLimitMs
  return {
    kind,
    queue,
    afterCrash,
    attempts: definition.attempts ?? 1,
    backoffMs: definition.backoffMs ?? defaultBackoffMs,
    softLimitMs: definition.softLimitMs ?? Math.min(defaultSoftLimitMs, timeLimitMs),
    timeLimitMs,
    accept: (payload) => {
      const parsed = definition.payload.safeParse(payload)
      if (parsed.success) return parsed.data
      const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
      throw new AppError('VALIDATION', { issues })
    },
    handle: async (payload, context) => definition.handle(definition.payload.parse(payload), context),
    onInterrupted: async (payload, taskId) => definition.onInterrupted?.(definition.payload.parse(payload), taskId),
  }
}
