import type { DatabaseHandle } from '#main/storage/storage.ts'

/** Tasks of one queue. */
export interface QueueDepth {
  readonly queue: string
  readonly waiting: number
  readonly running: number
}

/** Tasks that wait or run, by queue. */
export async function queueDepths(db: DatabaseHandle): Promise<QueueDepth[]> {
  const rows = await db
    .selectFrom('tasks')
    .where('state', 'in', ['waiting', 'delayed', 'running'])
    .select((select) => {
      const count = select.fn.countAll<number>()
      return [
        'queue',
        count.filterWhere('state', '!=', 'running').as('waiting'),
        count.filterWhere('state', '=', 'running').as('running'),
      ]
    })
    .groupBy('queue')
    .orderBy('queue')
    .execute()
  return rows.map(({ queue, waiting, running }) => ({ queue, waiting: Number(waiting), running: Number(running) }))
}
