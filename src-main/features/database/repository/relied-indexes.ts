import { type Compilable, sql } from 'kysely'
import { bindableParameters } from '#main/storage/sql-value.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { IndexPurpose } from '#shared/features/database/contract.ts'
import { postgresLines } from './plan.ts'
import { type ProbedStorage, run, undone } from './probe.ts'

/** An index that the product relies on, with a query as the repository asks it. */
interface ReliedIndex {
  readonly name: string
  readonly purpose: IndexPurpose
  readonly query: (db: DatabaseHandle) => Compilable<unknown>
}

const someone = '00000000-0000-7000-8000-000000000000'
const moment = 1_700_000_000_000

const ofTasks: readonly ReliedIndex[] = [
  {
    name: 'tasks_in_order_of_turn',
    purpose: 'task-next',
    query: (db) =>
      db
        .selectFrom('tasks')
        .select('id')
        .where('queue', '=', 'general')
        .where('state', '=', 'waiting')
        .orderBy('priority', 'desc')
        .orderBy('runAt')
        .orderBy('id')
        .limit(1),
  },
  {
    name: 'tasks_by_state_id',
    purpose: 'task-list',
    query: (db) => db.selectFrom('tasks').selectAll().where('state', '=', 'failed').orderBy('id', 'desc').limit(50),
  },
  {
    name: 'tasks_by_finished_at',
    purpose: 'task-cleanup',
    query: (db) => db.selectFrom('tasks').select('id').where('finishedAt', '<', moment),
  },
  {
    name: 'tasks_live_deduplication_key',
    purpose: 'task-once',
    query: (db) =>
      db
        .selectFrom('tasks')
        .select('id')
        .where('deduplicationKey', '=', 'one')
        .where(sql<boolean>`state in ('waiting', 'delayed', 'running')`),
  },
]

const ofBackup: readonly ReliedIndex[] = [
  {
    name: 'backup_jobs_by_next_run_at',
    purpose: 'backup-due',
    query: (db) => db.selectFrom('backupJobs').select('id').where('nextRunAt', '<=', moment),
  },
  {
    name: 'backup_executions_by_job_id_created_at_id',
    purpose: 'backup-history',
    query: (db) =>
      db
        .selectFrom('backupExecutions')
        .selectAll()
        .where('jobId', '=', someone)
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(50),
  },
  {
    name: 'backup_executions_by_state_created_at_id',
    purpose: 'backup-state',
    query: (db) =>
      db
        .selectFrom('backupExecutions')
        .selectAll()
        .where('state', '=', 'running')
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(50),
  },
  {
    name: 'backup_executions_by_created_at_id',
    purpose: 'backup-latest',
    query: (db) =>
      db.selectFrom('backupExecutions').selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(50),
  },
]

const ofSecurity: readonly ReliedIndex[] = [
  {
    name: 'user_sessions_by_user_id',
    purpose: 'session-of-user',
    query: (db) => db.selectFrom('userSessions').selectAll().where('userId', '=', someone),
  },
  {
    name: 'user_sessions_by_ended_at_active_at',
    purpose: 'session-cleanup',
    query: (db) =>
      db.selectFrom('userSessions').select('id').where('endedAt', 'is', null).where('activeAt', '<', moment),
  },
  {
    name: 'users_email_key_index',
    purpose: 'person-by-email',
    query: (db) => db.selectFrom('users').selectAll().where('emailKey', '=', 'someone@example.test'),
  },
  {
    name: 'group_members_by_user_id',
    purpose: 'groups-of-person',
    query: (db) => db.selectFrom('groupMembers').select('groupId').where('userId', '=', someone),
  },
  {
    name: 'api_keys_by_created_at_id',
    purpose: 'api-key-list',
    query: (db) => db.selectFrom('apiKeys').selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(50),
  },
  {
    name: 'refresh_tokens_by_family_id',
    purpose: 'token-family',
    query: (db) => db.selectFrom('refreshTokens').selectAll().where('familyId', '=', someone),
  },
  {
    name: 'refresh_tokens_by_expires_at',
    purpose: 'token-cleanup',
    query: (db) => db.selectFrom('refreshTokens').select('familyId').where('expiresAt', '<', moment),
  },
  {
    name: 'audit_chain_by_at_id',
    purpose: 'audit-latest',
    query: (db) => db.selectFrom('auditChain').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(50),
  },
]

const ofMonitoring: readonly ReliedIndex[] = [
  {
    name: 'alerts_by_fingerprint',
    purpose: 'alert-same',
    query: (db) => db.selectFrom('alerts').selectAll().where('fingerprint', '=', 'one'),
  },
  {
    name: 'alerts_by_state_active_at_id',
    purpose: 'alert-list',
    query: (db) =>
      db
        .selectFrom('alerts')
        .selectAll()
        .where('state', '=', 'firing')
        .orderBy('activeAt', 'desc')
        .orderBy('id', 'desc')
        .limit(50),
  },
  {
    name: 'alert_events_by_alert_id_at',
    purpose: 'alert-history',
    query: (db) => db.selectFrom('alertEvents').selectAll().where('alertId', '=', someone).orderBy('at'),
  },
  {
    name: 'silences_by_ends_at_id',
    purpose: 'silence-current',
    query: (db) => db.selectFrom('silences').selectAll().where('endsAt', '>', moment).orderBy('endsAt').orderBy('id'),
  },
  {
    name: 'alert_deliveries_by_channel_id_created_at_id',
    purpose: 'delivery-of-channel',
    query: (db) =>
      db
        .selectFrom('alertDeliveries')
        .selectAll()
        .where('channelId', '=', someone)
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(50),
  },
  {
    name: 'alert_deliveries_by_created_at_id',
    purpose: 'delivery-latest',
    query: (db) =>
      db.selectFrom('alertDeliveries').selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(50),
  },
  {
    name: 'outbox_by_created_at_id',
    purpose: 'letter-list',
    query: (db) => db.selectFrom('outbox').selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(50),
  },
]

/** The indexes without which lists, schedules and clean-ups grow slower with every row. */
export const reliedIndexes: readonly ReliedIndex[] = [...ofTasks, ...ofBackup, ...ofSecurity, ...ofMonitoring]

export interface RelianceFinding extends Pick<ReliedIndex, 'name' | 'purpose'> {
  readonly plan: readonly string[]
  readonly isUsed: boolean
}

/** The plan of each query, and whether its index stands in it. PostgreSQL is kept from reading small tables whole. */
export async function checkReliedIndexes(storage: ProbedStorage): Promise<readonly RelianceFinding[]> {
  if (storage.engine === 'sqlite') return plansOn(storage.db, 'explain query plan', sqliteLines)
  return undone(storage, 'read only', 10_000, async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    await sql`set local enable_sort = off`.execute(tx)
    return plansOn(tx, 'explain', postgresLines)
  })
}

type PlanRows = readonly Record<string, unknown>[]

async function plansOn(db: DatabaseHandle, command: string, linesOf: (rows: PlanRows) => readonly string[]) {
  const findings: RelianceFinding[] = []
  for (const { name, purpose, query } of reliedIndexes) {
    const compiled = query(db).compile()
    const plan = linesOf(
      await run(db, { sql: `${command} ${compiled.sql}`, parameters: bindableParameters(compiled.parameters) }),
    )
    findings.push({ name, purpose, plan, isUsed: plan.some((line) => new RegExp(`\\b${name}\\b`).test(line)) })
  }
  return findings
}

function sqliteLines(rows: PlanRows): readonly string[] {
  return rows.map(({ detail }) => String(detail))
}
