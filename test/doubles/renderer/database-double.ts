import { type Implementer, ORPCError, type Router } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { DatabaseStatus, IndexCheck, QueryShape } from '#shared/features/database/contract.ts'
import { day, instant, seeded } from './sample.ts'
import { variant } from './variant.ts'

type Nothing = Record<never, never>
type Of = Implementer<typeof contract.database, Nothing, Nothing>

const mebibyte = 1024 * 1024
const isEmpty = variant === 'empty'
const isGood = variant === 'good'

const tableNames = [
  ...['audit_chain', 'backup_execution_problems', 'alert_events', 'backup_executions', 'tasks', 'series_chunks'],
  ...['alerts', 'outbox', 'refresh_tokens', 'user_sessions', 'notifications', 'backup_jobs', 'users', 'groups'],
  ...['silences', 'roles', 'api_keys'],
]

function tables(): DatabaseStatus['tables'] {
  if (isEmpty) return tableNames.map((name) => ({ name, rows: 0, tableBytes: 8192, indexBytes: 8192 }))
  return tableNames.map((name, at) => {
    const tableBytes = Math.round((412 * mebibyte) / 2.1 ** at) + 8192
    return { name, rows: Math.round(tableBytes / 380), tableBytes, indexBytes: Math.round(tableBytes * 0.46) }
  })
}

function status(): DatabaseStatus {
  const sized = tables()
  return {
    ...{ engine: 'postgres', version: '15.14 (Debian 15.14-0+deb12u1)', slowQueryMs: 100 },
    sizeBytes: sized.reduce((sum, { tableBytes, indexBytes }) => sum + tableBytes + indexBytes, 7 * mebibyte),
    pool:
      isEmpty || isGood ? { used: 1, idle: 4, waiting: 0, limit: 15 } : { used: 15, idle: 0, waiting: 3, limit: 15 },
    tables: sized,
    indexes: [],
  }
}

const statements = [
  'select "seq", "at", "action", "target", "detail" from "audit_chain" where "target" = ? and "outcome" = ? order by "at" desc limit ?',
  'select "path_display", "reason" from "backup_execution_problems" where "reason" = ? order by "position"',
  'select "id" from "tasks" where "queue" = ? and "state" = ? and "kind" in (…) order by "priority" desc, "run_at", "id" limit ?',
  'insert into "audit_pending" ("id", "at", "request_id", "caller_kind", "action", "outcome", "detail") values (…), …',
  'update "tasks" set "progress" = ?, "lease_until" = ? where "id" = ? and "state" = ? and "claimed_by" = ?',
  'select "u".*, "s"."id" as "session_id" from "user_sessions" as "s" inner join "users" as "u" on "u"."id" = "s"."user_id" where "s"."token_hash" = ? and "s"."ended_at" is null',
  'vacuum',
  'delete from "outbox" where "created_at" < ?',
]

const shapes: readonly QueryShape[] = Array.from({ length: 64 }, (_, at) => {
  const random = seeded(at + 5)
  const meanMs = [184.2, 96.4, 1.31, 0.42, 0.38, 0.22, 2400, 31.5][at] ?? random() * 8
  const calls = at === 6 ? 2 : Math.round(12 + (random() * 90_000) / (1 + meanMs))
  const base = statements[at % statements.length] ?? ''
  return {
    id: at.toString(16).padStart(16, '0'),
    sql: at < statements.length ? base : `${base} -- ${at}`.replace(/ -- (\d+)$/, ' offset $1'),
    canExplain: at !== 6,
    ...{ calls, meanMs, totalMs: calls * meanMs, maximumMs: meanMs * (2 + random() * 9) },
    slowCalls: meanMs > 90 ? Math.round(calls * 0.7) : 0,
    rows: calls * 3,
    lastSeenAt: instant(-Math.round(random() * 600_000)),
  }
})

const keyOf = { total: 'totalMs', mean: 'meanMs', maximum: 'maximumMs', calls: 'calls' } as const

const plan = `Limit  (cost=48210.11..48212.61 rows=50 width=212)
  ->  Sort  (cost=48210.11..48391.77 rows=72664 width=212)
        Sort Key: at DESC
        ->  Seq Scan on audit_chain  (cost=0.00..45796.30 rows=72664 width=212)
              Filter: ((target = '?'::text) AND (outcome = '?'::text))`

const checks: readonly (readonly [string, IndexCheck['purpose']])[] = [
  ['tasks_in_order_of_turn', 'task-next'],
  ['tasks_by_state_id', 'task-list'],
  ['tasks_by_finished_at', 'task-cleanup'],
  ['tasks_live_deduplication_key', 'task-once'],
  ['backup_jobs_by_next_run_at', 'backup-due'],
  ['backup_executions_by_job_id_created_at_id', 'backup-history'],
  ['backup_executions_by_state_created_at_id', 'backup-state'],
  ['backup_executions_by_created_at_id', 'backup-latest'],
  ['user_sessions_by_user_id', 'session-of-user'],
  ['users_email_key_index', 'person-by-email'],
  ['group_members_by_user_id', 'groups-of-person'],
  ['api_keys_by_created_at_id', 'api-key-list'],
  ['audit_chain_by_at_id', 'audit-latest'],
  ['alerts_by_fingerprint', 'alert-same'],
  ['alert_deliveries_by_channel_id_created_at_id', 'delivery-of-channel'],
  ['outbox_by_created_at_id', 'letter-list'],
]

function indexChecks(): IndexCheck[] {
  return checks.map(([name, purpose], at) => {
    const bad = at === 7 ? 'missing' : at === 12 ? 'unused' : 'used'
    const state = isGood || isEmpty ? 'used' : bad
    const line = state === 'used' ? `Index Scan using ${name} on` : 'Seq Scan on'
    return { name, purpose, state, plan: `Limit\n  ->  ${line} ${name.split('_by_')[0] ?? name}` }
  })
}

/** A database under load, with a query that an index would help. */
export function databaseDouble(os: Of): Router<typeof contract.database, Nothing> {
  return os.router({
    status: os.status.handler(status),
    queries: os.queries.handler(({ input: { sort, onlySlow, search } }) => ({
      items: (isEmpty ? [] : shapes)
        .filter(({ sql, slowCalls }) => (!onlySlow || slowCalls > 0) && sql.includes(search.toLowerCase()))
        .toSorted((left, right) => right[keyOf[sort]] - left[keyOf[sort]]),
      since: instant(-2 * day),
    })),
    explain: os.explain.handler(({ input: { id, measure } }) => {
      const shape = shapes.find((one) => one.id === id)
      if (shape === undefined) throw new ORPCError('NOT_FOUND', { data: { resource: 'query', id } })
      const isHelped = shape.sql.includes('audit_chain')
      return {
        plan: measure ? `${plan}\nExecution Time: 181.204 ms` : plan,
        scansWholeTable: isHelped ? ['audit_chain'] : [],
        durationMs: measure ? 183.4 : null,
        canMeasure: shape.sql.startsWith('select'),
        suggestions: isHelped
          ? [
              {
                sql: 'create index audit_chain_by_target_outcome_at on audit_chain (target, outcome, at)',
                ...{ table: 'audit_chain', columns: ['target', 'outcome', 'at'] },
                uses: ['equality', 'equality', 'order'],
              },
            ]
          : [],
      }
    }),
    tryIndex: os.tryIndex.handler(() => ({
      ...{ beforeMs: 182.6, afterMs: 0.84, isUsed: true, copiedRows: 812_044 },
      plan: 'Limit\n  ->  Index Scan Backward using kuraban_tried_index on audit_chain',
    })),
    indexChecks: os.indexChecks.handler(() => ({ items: indexChecks() })),
    reset: os.reset.handler(() => ({})),
  })
}
