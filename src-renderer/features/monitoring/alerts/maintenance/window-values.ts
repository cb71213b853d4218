import { z } from 'zod'
import type { Maintenance } from '#shared/features/monitoring/contract/alerts.ts'
import { type Matcher, matcherSchema } from '#shared/features/monitoring/values.ts'

/** What the form of a maintenance window holds while one types: both kinds of time are kept as one goes back and forth. */
export interface WindowValues {
  readonly name: string
  readonly isEnabled: boolean
  readonly matchers: readonly Matcher[]
  readonly kind: 'once' | 'repeated'
  readonly startsAt: string
  readonly endsAt: string
  readonly cron: string
  readonly durationMinutes: number
}

export const windowForm: z.ZodType<unknown, WindowValues> = z
  .object({
    name: z.string().trim().min(1).max(120),
    isEnabled: z.boolean(),
    matchers: z.array(matcherSchema).max(20).readonly(),
    kind: z.enum(['once', 'repeated']),
    startsAt: z.string(),
    endsAt: z.string(),
    cron: z.string().trim().max(200),
    durationMinutes: z
      .number()
      .int()
      .min(1)
      .max(7 * 1440),
  })
  .refine((values) => values.kind === 'repeated' || Date.parse(values.endsAt) > Date.parse(values.startsAt), {
    path: ['endsAt'],
  })
  .refine((values) => values.kind === 'once' || values.cron.trim() !== '', { path: ['cron'] })

const hour = 3_600_000
const wholeHour = (at: number) => new Date(Math.ceil(at / hour) * hour).toISOString()

/** A window from the next whole hour on, for two hours. */
export function newWindow(now: number): WindowValues {
  return {
    name: '',
    isEnabled: true,
    matchers: [],
    kind: 'once',
    startsAt: wholeHour(now),
    endsAt: wholeHour(now + 2 * hour),
    cron: '0 3 * * 0',
    durationMinutes: 120,
  }
}

export function windowValues(window: Maintenance, now: number): WindowValues {
  const { name, isEnabled, matchers, when } = window
  return { ...newWindow(now), name, isEnabled, matchers, ...when }
}

export function windowInput(values: WindowValues) {
  const { name, isEnabled, matchers, startsAt, endsAt, cron, durationMinutes } = values
  return {
    name: name.trim(),
    isEnabled,
    matchers: [...matchers],
    when:
      values.kind === 'once'
        ? { kind: values.kind, startsAt, endsAt }
        : { kind: values.kind, cron: cron.trim(), durationMinutes },
  }
}
