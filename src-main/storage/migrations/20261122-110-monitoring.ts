import type { ColumnTypes } from '../column-types.ts'
import { createIndex } from '../migrate/create-index.ts'
import type { Migration, MigrationHandle } from '../migrate/migration.ts'

async function createAlerts(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('fingerprint', c.text, (column) => column.notNull())
    .addColumn('rule_id', c.text, (column) => column.notNull())
    .addColumn('rule_group', c.text, (column) => column.notNull())
    .addColumn('rule', c.text, (column) => column.notNull())
    .addColumn('severity', c.text, (column) => column.notNull())
    .addColumn('state', c.text, (column) => column.notNull())
    .addColumn('labels', c.json, (column) => column.notNull())
    .addColumn('annotations', c.json, (column) => column.notNull())
    .addColumn('expression', c.text, (column) => column.notNull())
    .addColumn('value', c.text, (column) => column.notNull())
    .addColumn('has_no_data', c.flag, (column) => column.notNull())
    .addColumn('active_at', c.instant, (column) => column.notNull())
    .addColumn('fired_at', c.instant)
    .addColumn('resolved_at', c.instant)
    .addColumn('acknowledged_by', c.id)
    .addColumn('acknowledged_by_name', c.text)
    .addColumn('acknowledged_at', c.instant)
    .addColumn('acknowledged_until', c.instant)
    .addColumn('acknowledge_note', c.text, (column) => column.notNull())
    .addColumn('assignee_id', c.id)
    .addColumn('assignee_name', c.text)
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
  await createIndex(db, 'alerts', ['fingerprint'])
  await createIndex(db, 'alerts', ['state', 'active_at', 'id'])
  await createIndex(db, 'alerts', ['active_at', 'id'])
  await db.schema
    .createTable('alert_events')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('alert_id', c.id, (column) => column.notNull().references('alerts.id').onDelete('cascade'))
    .addColumn('at', c.instant, (column) => column.notNull())
    .addColumn('kind', c.text, (column) => column.notNull())
    .addColumn('actor_id', c.id)
    .addColumn('actor_name', c.text, (column) => column.notNull())
    .addColumn('note', c.text, (column) => column.notNull())
    .execute()
  await createIndex(db, 'alert_events', ['alert_id', 'at'])
}

async function createRules(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('rule_states')
    .addColumn('group_key', c.text, (column) => column.notNull().primaryKey())
    .addColumn('state', c.json, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('rule_overrides')
    .addColumn('rule_id', c.text, (column) => column.notNull().primaryKey())
    .addColumn('is_enabled', c.flag)
    .addColumn('for_seconds', c.real)
    .addColumn('threshold', c.real)
    .addColumn('expression', c.text)
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
}

async function createQuiet(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('silences')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('matchers', c.json, (column) => column.notNull())
    .addColumn('starts_at', c.instant, (column) => column.notNull())
    .addColumn('ends_at', c.instant, (column) => column.notNull())
    .addColumn('comment', c.text, (column) => column.notNull())
    .addColumn('created_by', c.text, (column) => column.notNull())
    .addColumn('created_by_name', c.text, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .execute()
  await createIndex(db, 'silences', ['ends_at', 'id'])
  await db.schema
    .createTable('maintenance_windows')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull())
    .addColumn('matchers', c.json, (column) => column.notNull())
    .addColumn('is_enabled', c.flag, (column) => column.notNull())
    .addColumn('schedule', c.json, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
}

async function createChannels(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('alert_channels')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull().unique())
    .addColumn('kind', c.text, (column) => column.notNull())
    .addColumn('is_enabled', c.flag, (column) => column.notNull())
    .addColumn('language', c.text, (column) => column.notNull())
    .addColumn('settings', c.json, (column) => column.notNull())
    .addColumn('sealed_address', c.text)
    .addColumn('address_host', c.text)
    .addColumn('sealed_signing_key', c.text)
    .addColumn('health', c.text, (column) => column.notNull())
    .addColumn('last_sent_at', c.instant)
    .addColumn('last_failure', c.text)
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('alert_routing')
    .addColumn('id', c.text, (column) => column.notNull().primaryKey())
    .addColumn('routing', c.json, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('alert_deliveries')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('channel_id', c.id, (column) => column.notNull().references('alert_channels.id').onDelete('cascade'))
    .addColumn('route_id', c.text, (column) => column.notNull())
    .addColumn('group_key', c.text, (column) => column.notNull())
    .addColumn('alerts', c.json, (column) => column.notNull())
    .addColumn('is_current', c.flag, (column) => column.notNull())
    .addColumn('alert_count', c.integer, (column) => column.notNull())
    .addColumn('title', c.text, (column) => column.notNull())
    .addColumn('state', c.text, (column) => column.notNull())
    .addColumn('attempts', c.integer, (column) => column.notNull())
    .addColumn('failure', c.text)
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('sent_at', c.instant)
    .execute()
  await createIndex(db, 'alert_deliveries', ['created_at', 'id'])
  await createIndex(db, 'alert_deliveries', ['channel_id', 'created_at', 'id'])
  await createIndex(db, 'alert_deliveries', ['is_current', 'state'])
}

async function createSources(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('checks')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull().unique())
    .addColumn('is_enabled', c.flag, (column) => column.notNull())
    .addColumn('interval_seconds', c.integer, (column) => column.notNull())
    .addColumn('settings', c.json, (column) => column.notNull())
    .addColumn('state', c.text, (column) => column.notNull())
    .addColumn('last_run_at', c.instant)
    .addColumn('last_duration_ms', c.real)
    .addColumn('last_message', c.text, (column) => column.notNull())
    .addColumn('certificate_days', c.real)
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('scrapes')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull().unique())
    .addColumn('is_enabled', c.flag, (column) => column.notNull())
    .addColumn('url', c.text, (column) => column.notNull())
    .addColumn('interval_seconds', c.integer, (column) => column.notNull())
    .addColumn('timeout_ms', c.integer, (column) => column.notNull())
    .addColumn('labels', c.json, (column) => column.notNull())
    .addColumn('allows_untrusted_certificate', c.flag, (column) => column.notNull())
    .addColumn('sealed_bearer_token', c.text)
    .addColumn('state', c.text, (column) => column.notNull())
    .addColumn('last_run_at', c.instant)
    .addColumn('last_duration_ms', c.real)
    .addColumn('last_message', c.text, (column) => column.notNull())
    .addColumn('samples', c.integer, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('heartbeats')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull().unique())
    .addColumn('is_enabled', c.flag, (column) => column.notNull())
    .addColumn('interval_seconds', c.integer, (column) => column.notNull())
    .addColumn('grace_seconds', c.integer, (column) => column.notNull())
    .addColumn('token_hash', c.text, (column) => column.notNull().unique())
    .addColumn('last_state', c.text, (column) => column.notNull())
    .addColumn('last_report_at', c.instant)
    .addColumn('started_at', c.instant)
    .addColumn('watched_since', c.instant, (column) => column.notNull())
    .addColumn('last_message', c.text, (column) => column.notNull())
    .addColumn('last_duration_ms', c.real)
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .execute()
}

async function createViews(db: MigrationHandle, c: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('dashboards')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('name', c.text, (column) => column.notNull().unique())
    .addColumn('name_en', c.text, (column) => column.notNull())
    .addColumn('panels', c.json, (column) => column.notNull())
    .addColumn('updated_at', c.instant, (column) => column.notNull())
    .addColumn('updated_by', c.text, (column) => column.notNull())
    .addColumn('updated_by_name', c.text, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('log_filters')
    .addColumn('id', c.id, (column) => column.notNull().primaryKey())
    .addColumn('user_id', c.id, (column) => column.notNull())
    .addColumn('name', c.text, (column) => column.notNull())
    .addColumn('filter', c.json, (column) => column.notNull())
    .addColumn('created_at', c.instant, (column) => column.notNull())
    .execute()
  await createIndex(db, 'log_filters', ['user_id', 'name'])
}

const tables = [
  'log_filters',
  'dashboards',
  'heartbeats',
  'scrapes',
  'checks',
  'alert_deliveries',
  'alert_routing',
  'alert_channels',
  'maintenance_windows',
  'silences',
  'rule_overrides',
  'rule_states',
  'alert_events',
  'alerts',
] as const

/** Alerts, rules' states, who is told, what is watched, and what people keep of it. */
export const monitoring: Migration = {
  name: '20261122-110-monitoring',
  up: async (db, columns) => {
    await createAlerts(db, columns)
    await createRules(db, columns)
    await createQuiet(db, columns)
    await createChannels(db, columns)
    await createSources(db, columns)
    await createViews(db, columns)
  },
  down: async (db) => {
    for (const table of tables) await db.schema.dropTable(table).execute()
  },
}
