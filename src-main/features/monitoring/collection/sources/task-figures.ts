import type { MetricSource } from '#main/platform/metrics/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import { queueDepths } from '../repository/task-depths.ts'

const everyMs = 5000

/** What waits and runs in the queues; one that was seen stays with nothing in it. */
export function taskFigures({ db }: Pick<Storage, 'db'>): MetricSource {
  const seen = new Set<string>()
  return {
    ...{ name: 'tasks', everyMs },
    refresh: async (registry) => {
      const depths = await queueDepths(db)
      const sum = (of: (depth: (typeof depths)[number]) => number) => depths.reduce((all, depth) => all + of(depth), 0)
      registry.set(
        'active_jobs',
        {},
        sum(({ running }) => running),
      )
      registry.set(
        'queued_jobs',
        {},
        sum(({ waiting }) => waiting),
      )
      const waiting = new Map(depths.map((depth) => [depth.queue, depth.waiting]))
      for (const queue of waiting.keys()) seen.add(queue)
      registry.replace(
        'kuraban_queue_depth',
        [...seen].map((queue) => ({ labels: { queue }, value: waiting.get(queue) ?? 0 })),
      )
    },
    forget: (registry) => {
      for (const name of ['active_jobs', 'queued_jobs', 'kuraban_queue_depth'] as const) registry.remove(name)
    },
  }
}
