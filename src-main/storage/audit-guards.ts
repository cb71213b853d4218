import { type RawBuilder, sql } from 'kysely'
import type { ColumnTypes } from './column-types.ts'
import type { MigrationHandle } from './migrate/migration.ts'

/** What a row of the record says, the same before and after it has its place in the chain. */
export const auditContentColumns = [
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

/** Whether the chain has taken the row over as it is. */
const taken = (row: string, comparison: string) =>
  sql.raw(
    `exists (select 1 from audit_chain c where ${auditContentColumns
      .map((column) => (column === 'id' ? `c.id = ${row}.id` : `c.${column} ${comparison} ${row}.${column}`))
      .join(' and ')})`,
  )

const prunedLog = sql`exists (select 1 from audit_checkpoints where kind = 'beginning' and seq >= old.seq)`

const prunedCheckpoint = sql`exists (select 1 from audit_checkpoints b where b.kind = 'beginning' and b.seq > old.seq)`

const sqliteGuards: readonly RawBuilder<unknown>[] = [
  sql`create trigger audit_pending_no_change before update on audit_pending
    begin select raise(abort, 'a row of the audit log cannot be changed'); end`,
  sql`create trigger audit_pending_no_delete before delete on audit_pending when not ${taken('old', 'is')}
    begin select raise(abort, 'a row of the audit log cannot be deleted'); end`,
  sql`create trigger audit_chain_takes after insert on audit_chain
    begin delete from audit_pending where id = new.id; end`,
  sql`create trigger audit_chain_no_change before update on audit_chain
    begin select raise(abort, 'a row of the audit log cannot be changed'); end`,
  sql`create trigger audit_chain_no_delete before delete on audit_chain when not ${prunedLog}
    begin select raise(abort, 'a row of the audit log cannot be deleted'); end`,
  sql`create trigger audit_checkpoints_no_change before update on audit_checkpoints
    begin select raise(abort, 'an audit checkpoint cannot be changed'); end`,
  sql`create trigger audit_checkpoints_no_delete before delete on audit_checkpoints when not ${prunedCheckpoint}
    begin select raise(abort, 'an audit checkpoint cannot be deleted'); end`,
]

/** Rows of the chain are judged when all rows of their statement are in their places. */
const postgresGuards: readonly RawBuilder<unknown>[] = [
  sql`create function audit_refuse() returns trigger language plpgsql as $$ begin
    raise exception '% of % is refused: the record is kept as it is', tg_op, tg_table_name using errcode = 'check_violation';
  end $$`,
  sql`create function audit_chain_guard_delete() returns trigger language plpgsql as $$ begin
    if ${prunedLog} then return old; end if;
    raise exception 'a row of the audit log cannot be deleted' using errcode = 'check_violation';
  end $$`,
  sql`create function audit_checkpoints_guard_delete() returns trigger language plpgsql as $$ begin
    if ${prunedCheckpoint} then return old; end if;
    raise exception 'an audit checkpoint cannot be deleted' using errcode = 'check_violation';
  end $$`,
  sql`create function audit_pending_guard_delete() returns trigger language plpgsql as $$ begin
    if exists (select 1 from gone where not ${taken('gone', 'is not distinct from')}) then
      raise exception 'a row of the audit log cannot be deleted' using errcode = 'check_violation';
    end if;
    return null;
  end $$`,
  sql`create function audit_chain_take() returns trigger language plpgsql as $$ begin
    if exists (
      select 1 from linked l left join audit_chain p on p.seq = l.seq - 1
      where l.previous_hash is distinct from case when l.seq = 1 then repeat('0', 64) else p.hash end
    ) then
      raise exception 'a row of the audit log must follow the row before it' using errcode = 'check_violation';
    end if;
    delete from audit_pending where id in (select id from linked);
    return null;
  end $$`,
  sql`create trigger audit_pending_no_change before update on audit_pending for each row execute function audit_refuse()`,
  sql`create trigger audit_pending_no_delete after delete on audit_pending referencing old table as gone
    for each statement execute function audit_pending_guard_delete()`,
  sql`create trigger audit_pending_no_truncate before truncate on audit_pending execute function audit_refuse()`,
  sql`create trigger audit_chain_takes after insert on audit_chain referencing new table as linked
    for each statement execute function audit_chain_take()`,
  sql`create trigger audit_chain_no_change before update on audit_chain for each row execute function audit_refuse()`,
  sql`create trigger audit_chain_no_delete before delete on audit_chain for each row execute function audit_chain_guard_delete()`,
  sql`create trigger audit_chain_no_truncate before truncate on audit_chain execute function audit_refuse()`,
  sql`create trigger audit_checkpoints_no_change before update on audit_checkpoints for each row
    execute function audit_refuse()`,
  sql`create trigger audit_checkpoints_no_delete before delete on audit_checkpoints for each row
    execute function audit_checkpoints_guard_delete()`,
  sql`create trigger audit_checkpoints_no_truncate before truncate on audit_checkpoints execute function audit_refuse()`,
]

const sqliteTriggers = [
  'audit_pending_no_change',
  'audit_pending_no_delete',
  'audit_chain_takes',
  'audit_chain_no_change',
  'audit_chain_no_delete',
  'audit_checkpoints_no_change',
  'audit_checkpoints_no_delete',
]

const postgresFunctions = [
  'audit_chain_take',
  'audit_pending_guard_delete',
  'audit_checkpoints_guard_delete',
  'audit_chain_guard_delete',
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
