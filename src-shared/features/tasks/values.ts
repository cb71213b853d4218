import { z } from 'zod'
import { type ErrorCode, errorData } from '#shared/contract/errors.ts'
import { idSchema, instantSchema } from '#shared/contract/identifiers.ts'
import { executionProgressSchema } from '#shared/contract/progress.ts'

export const taskStateSchema = z.enum([
  'waiting',
  'delayed',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
])
export type TaskStateValue = z.infer<typeof taskStateSchema>

/** States in which a task is still going to do something. */
export const liveTaskStates = ['waiting', 'delayed', 'running'] as const satisfies readonly TaskStateValue[]

/** States in which a task has ended; it may be retried. */
export const endedTaskStates = [
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
] as const satisfies readonly TaskStateValue[]

/** A piece of background work as lists show it. */
export const taskSchema = z.object({
  id: idSchema,
  kind: z.string(),
  queue: z.string(),
  state: taskStateSchema,
  priority: z.number().int(),
  /** Which attempt runs or ran last, from 1; 0 before the first. */
  attempt: z.number().int(),
  attempts: z.number().int(),
  node: z.string(),
  /** User id, or `system`. */
  requestedBy: z.string(),
  /** Code of a text in the renderer's locales, with its data. */
  title: z.object({ code: z.string(), data: z.record(z.string(), z.union([z.string(), z.number()])) }),
  createdAt: instantSchema,
  /** Earliest start; for a delayed task the moment of its next attempt. */
  runAt: instantSchema,
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
  durationMs: z.number().nullable(),
  progress: executionProgressSchema.nullable(),
  failure: z
    .object({
      code: z.enum(Object.keys(errorData) as [ErrorCode, ...ErrorCode[]]),
      data: z.record(z.string(), z.unknown()),
    })
    .nullable(),
})
export type Task = z.infer<typeof taskSchema>
