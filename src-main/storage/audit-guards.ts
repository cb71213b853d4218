import { type RawBuilder, sql } from 'kysely'
import type { ColumnTypes } from './column-types.ts'
import type { MigrationHandle } from './migrate/migration.ts'

/** What a row of the record says; only its place in the chain is added later, once. */
const contentColumns = [
  'id',
  'at',
  'request_id',
  'caller_kind',
  'caller_id',
  'caller_name',
  'transport',
  'remote_address',
  'user_agent',
  'action',
  'target',
  'outcome',
  'error_code',
  'occurrences',
  'detail',
] as const

const same = (comparison: string) =>
  sql.raw(contentColumns.map((column) => `new.${column} ${comparison} old.${column}`).join(' and '))

const linksOnly = (comparison: string) =>
  sql`old.seq is null and new.seq is not null and new.previous_hash is not null and new.hash is not null and ${same(comparison)}`

const prunedLog = sql`exists (select 1 from audit_checkpoints where kind = 'beginning' and seq >= old.seq)`

const prunedCheckpoint = sql`exists (select 1 from audit_checkpoints b where b.kind = 'beginning' and b.seq > old.seq)`

const sqliteGuards: readonly RawBuilder<unknown>[] = [
  sql`create trigger audit_log_no_change before update on audit_log when not (${linksOnly('is')})
    begin select raise(abort, 'a row of the audit log cannot be changed'); end`,
  sql`create trigger audit_log_no_delete before delete on audit_log when not ${prunedLog}
    begin select raise(abort, 'a row of the audit log cannot be deleted'); end`,
  sql`create trigger audit_checkpoints_no_change before update on audit_checkpoints
    begin select raise(abort, 'an audit checkpoint cannot be changed'); end`,
  sql`create trigger audit_checkpoints_no_delete before delete on audit_checkpoints when not ${prunedCheckpoint}
    begin select raise(abort, 'an audit checkpoint cannot be deleted'); end`,
]

/** Rows are refused one by one; a link is judged when all rows of its statement are in their places. */
const postgresGuards: readonly RawBuilder<unknown>[] = [
  sql`create function audit_refuse() returns trigger language plpgsql as $$ begin
    raise exception '% of % is refused: the record is kept as it is', tg_op, tg_table_name using errcode = 'check_violation';
  end $$`,
  sql`create function audit_log_guard_delete() returns trigger language plpgsql as $$ begin
    if ${prunedLog} then return old; end if;
    raise exception 'a row of the audit log cannot be deleted' using errcode = 'check_violation';
  end $$`,
  sql`create function audit_checkpoints_guard_delete() returns trigger language plpgsql as $$ begin
    if ${prunedCheckpoint} then return old; end if;
    raise exception 'an audit checkpoint cannot be deleted' using errcode = 'check_violation';
  end $$`,
  sql`create function audit_log_guard_link() returns trigger language plpgsql as $$ begin
    if exists (
      select 1 from linked l left join audit_log p on p.seq = l.seq - 1
      where l.previous_hash is distinct from case when l.seq = 1 then repeat('0', 64) else p.hash end
    ) then
      raise exception 'a row of the audit log must follow the row before it' using errcode = 'check_violation';
    end if;
    return null;
  end $$`,
  sql`create trigger audit_log_no_change before update on audit_log for each row
    when (not (${linksOnly('is not distinct from')})) execute function audit_refuse()`,
  sql`create trigger audit_log_no_delete before delete on audit_log for each row execute function audit_log_guard_delete()`,
  sql`create trigger audit_log_no_truncate before truncate on audit_log execute function audit_refuse()`,
  sql`create trigger audit_log_links after update on audit_log referencing new table as linked
    for each statement execute function audit_log_guard_link()`,
  sql`create trigger audit_checkpoints_no_change before update on audit_checkpoints for each row
    execute function audit_refuse()`,
  sql`create trigger audit_checkpoints_no_delete before delete on audit_checkpoints for each row
    execute function audit_checkpoints_guard_delete()`,
  sql`create trigger audit_checkpoints_no_truncate before truncate on audit_checkpoints execute function audit_refuse()`,
]

const sqliteTriggers = [
  'audit_log_no_change',
  'audit_log_no_delete',
  'audit_checkpoints_no_change',
  'audit_checkpoints_no_delete',
]

const postgresFunctions = [
  'audit_log_guard_link',
  'audit_checkpoints_guard_delete',
  'audit_log_guard_delete',
  'audit_refuse',
]

/** Triggers by which the database itself refuses to change or delete what is on record. */
export async function createAuditGuards(db: MigrationHandle, { engine }: ColumnTypes): Promise<void> {
  for (const guard of engine === 'sqlite' ? sqliteGuards : postgresGuards) await guard.execute(db)
}

/** Takes the triggers away, with the functions behind them. */
export async function dropAuditGuards(db: MigrationHandle, { engine }: ColumnTypes): Promise<void> {
  const statements =
    engine === 'sqlite'
      ? sqliteTriggers.map((name) => `drop trigger ${name}`)
      : postgresFunctions.map((name) => `drop function ${name}() cascade`)
  for (const statement of statements) await sql.raw(statement).execute(db)
}
