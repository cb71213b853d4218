import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { Alert } from '#shared/features/monitoring/values.ts'
import { alertsIn, assignees, eventsOf, silences, windows } from './monitoring-alerts-sample.ts'
import { day, firstOf, idOf, instant, now, pageOf, seeded } from './sample.ts'
import { language, variant } from './variant.ts'

type Parts = typeof contract.monitoring
type Of<K extends keyof Parts> = Implementer<Parts[K], Record<never, never>, Record<never, never>>

const isEmpty = variant === 'empty' || variant === 'good'
let alerts: readonly Alert[] = isEmpty ? [] : alertsIn(language)

const me = firstOf(assignees)

function change<E extends Error>(id: string, missing: () => E, part: Partial<Alert>): Alert {
  const before = alerts.find((one) => one.id === id)
  if (before === undefined) throw missing()
  const after = { ...before, ...part }
  alerts = alerts.map((one) => (one === before ? after : one))
  return after
}

const isOpen = (alert: Alert) => alert.state !== 'resolved'

function statisticsOf(days: number) {
  const random = seeded(12)
  return Array.from({ length: days }, (_, index) => ({
    at: instant((index - days) * day),
    critical: isEmpty ? 0 : Math.floor(random() * 3),
    warning: isEmpty ? 0 : Math.floor(random() * 14),
    info: isEmpty ? 0 : Math.floor(random() * 6),
  }))
}

/** Alerts that can be handled, from samples. */
export function alertsDouble(os: Of<'alerts'>) {
  const gone = (id: string) => ({ data: { resource: 'alert', id } })
  return os.router({
    list: os.list.handler(({ input }) =>
      pageOf(
        alerts.filter(
          (one) =>
            (input.state === 'all' || (input.state === 'open' ? isOpen(one) : one.state === input.state)) &&
            (input.severity === undefined || one.severity === input.severity) &&
            (input.rule === undefined || one.rule === input.rule) &&
            (input.acknowledged === undefined || (input.acknowledged === 'yes') === (one.acknowledged !== null)) &&
            (input.search === undefined || JSON.stringify(one).includes(input.search)),
        ),
        input,
      ),
    ),
    counts: os.counts.handler(() => {
      const firing = alerts.filter((one) => one.state === 'firing')
      const count = (severity: Alert['severity']) => firing.filter((one) => one.severity === severity).length
      return {
        firing: { critical: count('critical'), warning: count('warning'), info: count('info'), none: 0 },
        unacknowledged: firing.filter((one) => one.acknowledged === null).length,
        pending: alerts.filter((one) => one.state === 'pending').length,
      }
    }),
    get: os.get.handler(({ input, errors }) => {
      const one = change(input.id, () => errors.NOT_FOUND(gone(input.id)), {})
      return {
        ...one,
        events: eventsOf(one),
        expression: 'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.05',
        ruleId: `infrastructure.yml/infrastructure_alerts/${one.rule}#1`,
      }
    }),
    acknowledge: os.acknowledge.handler(({ input, errors }) =>
      change(input.id, () => errors.NOT_FOUND(gone(input.id)), {
        acknowledged: { by: me, at: instant(0), note: input.note, until: input.until },
      }),
    ),
    unacknowledge: os.unacknowledge.handler(({ input, errors }) =>
      change(input.id, () => errors.NOT_FOUND(gone(input.id)), { acknowledged: null }),
    ),
    assign: os.assign.handler(({ input, errors }) =>
      change(input.id, () => errors.NOT_FOUND(gone(input.id)), {
        assignee: assignees.find((one) => one.id === input.userId) ?? null,
      }),
    ),
    addNote: os.addNote.handler(({ input }) => ({
      id: idOf(63, 99),
      at: instant(0),
      kind: 'noted' as const,
      actor: me,
      note: input.note,
    })),
    statistics: os.statistics.handler(({ input }) => ({
      days: statisticsOf(input.days),
      rules: isEmpty
        ? []
        : [
            { rule: 'BackupOverdue', fired: 41, meanMinutes: 96.5 },
            { rule: 'CriticalDiskSpace', fired: 12, meanMinutes: 312 },
            { rule: 'HighLatency', fired: 9, meanMinutes: 7.25 },
          ],
    })),
    assignees: os.assignees.handler(() => ({ items: [...assignees] })),
  })
}

/** Three silences: running, to come, over. */
export function silencesDouble(os: Of<'silences'>) {
  return os.router({
    list: os.list.handler(({ input }) =>
      pageOf(
        isEmpty
          ? []
          : silences.filter(
              (one) => input.state === 'all' || (input.state === 'expired') === (one.state === 'expired'),
            ),
        input,
      ),
    ),
    create: os.create.handler(({ input }) => ({
      ...input,
      id: idOf(61, 9),
      startsAt: input.startsAt ?? instant(0),
      createdBy: me,
      state: Date.parse(input.startsAt ?? '') > now ? ('pending' as const) : ('active' as const),
      matchingAlerts: 1,
    })),
    expire: os.expire.handler(() => ({ ...firstOf(silences), state: 'expired' as const })),
  })
}

/** Two maintenance windows. */
export function maintenanceDouble(os: Of<'maintenance'>) {
  const [first] = windows
  return os.router({
    list: os.list.handler(() => ({ items: isEmpty ? [] : [...windows] })),
    create: os.create.handler(({ input, errors }) => {
      if (input.when.kind === 'repeated' && input.when.cron === '61 * * * *')
        throw errors.SCHEDULE_INVALID({ data: { cron: input.when.cron, reason: 'minute 61' } })
      return { ...(first ?? firstOf(windows)), ...input }
    }),
    update: os.update.handler(({ input }) => ({ ...firstOf(windows), ...input })),
    remove: os.remove.handler(() => ({})),
  })
}
