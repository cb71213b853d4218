import { sql } from 'kysely'
import type { ColumnTypes } from '../column-types.ts'
import { createIndex } from '../migrate/create-index.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function createRepositories(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('backup_repositories')
    .addColumn('id', c.id, (column) => column.primaryKey().notNull())
    .addColumn('name', c.text, (column) => column.notNull().unique())
    .addColumn('location', c.json, (column) => column.notNull())
    .addColumn('location_key', c.text, (column) => column.notNull().unique())
    .addColumn('format_id', c.text, (column) => column.notNull())
    .addColumn('format_version', c.integer, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('size_bytes', c.integer)
    .addColumn('snapshot_count', c.integer)
    .addColumn('last_snapshot_at', c.instant)
    .addColumn('last_verified_at', c.instant)
    .addColumn('last_verification', c.text)
    .addColumn('last_verification_execution_id', c.id)
    .addColumn('reachable', c.flag)
    .addColumn('unreachable_since', c.instant)
    .execute()
}

async function createJobs(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('backup_jobs')
    .addColumn('id', c.id, (column) => column.primaryKey().notNull())
    .addColumn('name', c.text, (column) => column.notNull().unique())
    .addColumn('repository_id', c.id, (column) => column.notNull().references('backup_repositories.id'))
    .addColumn('sources', c.json, (column) => column.notNull())
    .addColumn('excludes', c.json, (column) => column.notNull())
    .addColumn('use_default_excludes', c.flag, (column) => column.notNull())
    .addColumn('exclude_caches', c.flag, (column) => column.notNull())
    .addColumn('exclude_larger_than_bytes', c.integer)
    .addColumn('one_file_system', c.flag, (column) => column.notNull())
    .addColumn('compression', c.text, (column) => column.notNull())
    .addColumn('tags', c.json, (column) => column.notNull())
    .addColumn('schedule_cron', c.text)
    .addColumn('schedule_time_zone', c.text)
    .addColumn('enabled', c.flag, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .addColumn('scheduled_since', c.instant)
    .addColumn('next_run_at', c.instant)
    .addColumn('last_execution_id', c.id)
    .addColumn('last_success_at', c.instant)
    .addColumn('overdue_notified_at', c.instant)
    .execute()
  await createIndex(db, 'backup_jobs', ['repository_id'])
  await createIndex(db, 'backup_jobs', ['next_run_at'])
  await createIndex(db, 'backup_jobs', ['created_at', 'id'])
}

async function createExecutions(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('backup_executions')
    .addColumn('id', c.id, (column) => column.primaryKey().notNull())
    .addColumn('kind', c.text, (column) => column.notNull())
    .addColumn('state', c.text, (column) => column.notNull())
    .addColumn('trigger', c.text, (column) => column.notNull())
    .addColumn('job_id', c.id, (column) => column.references('backup_jobs.id').onDelete('set null'))
    .addColumn('job_name', c.text)
    .addColumn('repository_id', c.id, (column) => column.notNull())
    .addColumn('repository_name', c.text, (column) => column.notNull())
    .addColumn('task_id', c.id)
    .addColumn('requested_by', c.text, (column) => column.notNull())
    .addColumn('request', c.json, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('started_at', c.instant)
    .addColumn('finished_at', c.instant)
    .addColumn('snapshot_id', c.text)
    .addColumn('figures', c.json)
    .addColumn('added_bytes', c.integer)
    .addColumn('total_files', c.integer)
    .addColumn('total_bytes', c.integer)
    .addColumn('restore_report', c.json)
    .addColumn('problem_count', c.integer, (column) => column.notNull())
    .addColumn('failure_code', c.text)
    .addColumn('failure_data', c.json)
    .execute()
  await createIndex(db, 'backup_executions', ['job_id', 'created_at', 'id'])
  await createIndex(db, 'backup_executions', ['repository_id', 'created_at', 'id'])
  await createIndex(db, 'backup_executions', ['state', 'created_at', 'id'])
  await createIndex(db, 'backup_executions', ['kind', 'created_at', 'id', 'state', 'added_bytes'])
  await createIndex(db, 'backup_executions', ['created_at', 'id'])
  await createIndex(db, 'backup_executions', ['task_id'])
  await db.schema
    .createIndex('backup_executions_one_run_a_job')
    .unique()
    .on('backup_executions')
    .column('job_id')
    .where(sql<boolean>`kind = 'backup' and state in ('waiting', 'running')`)
    .execute()
}

async function createReports(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  const execution = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('execution_id', c.id, (column) =>
        column.notNull().references('backup_executions.id').onDelete('cascade'),
      )
      .addColumn('position', c.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint(`${name}_pkey`, ['execution_id', 'position'])
  await execution('backup_execution_problems')
    .addColumn('path_quoted', c.text, (column) => column.notNull())
    .addColumn('path_display', c.text, (column) => column.notNull())
    .addColumn('code', c.text, (column) => column.notNull())
    .addColumn('reason', c.text, (column) => column.notNull())
    .execute()
  await execution('backup_execution_findings')
    .addColumn('severity', c.text, (column) => column.notNull())
    .addColumn('code', c.text, (column) => column.notNull())
    .addColumn('subject', c.text, (column) => column.notNull())
    .addColumn('detail', c.text, (column) => column.notNull())
    .execute()
}

async function createLocks(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('backup_repository_locks')
    .addColumn('lock_id', c.text, (column) => column.primaryKey().notNull())
    .addColumn('repository_id', c.id, (column) => column.notNull())
    .addColumn('node', c.text, (column) => column.notNull())
    .addColumn('pid', c.integer, (column) => column.notNull())
    .addColumn('instance', c.text, (column) => column.notNull())
    .addColumn('recorded_at', c.instant, (column) => column.notNull())
    .execute()
  await createIndex(db, 'backup_repository_locks', ['repository_id'])
}

/** Repositories, jobs, their runs and what the runs found. */
export const backup: Migration = {
  name: '20261122-040-backup',
  up: async (db, columns) => {
    await createRepositories(db, columns)
    await createJobs(db, columns)
    await createExecutions(db, columns)
    await createReports(db, columns)
    await createLocks(db, columns)
  },
  down: async (db) => {
    for (const table of [
      'backup_repository_locks',
      'backup_execution_findings',
      'backup_execution_problems',
      'backup_executions',
      'backup_jobs',
      'backup_repositories',
    ]) {
      await db.schema.dropTable(table).execute()
    }
  },
}
