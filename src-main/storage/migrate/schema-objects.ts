import { type RawBuilder, sql } from 'kysely'
import type { DatabaseEngine, DatabaseHandle } from '../storage.ts'
import { historyTable } from './history.ts'

/** A table, column, index and so on, with its definition as the engine tells it. */
export interface SchemaObject {
  /** For example `column tasks.state` or `index tasks_by_state`. */
  readonly object: string
  readonly definition: string
}

const sqliteObjects = sql<SchemaObject>`
  select type || ' ' || name as object, coalesce(sql, '') as definition from sqlite_schema
  where name not like 'sqlite\\_%' escape '\\' and tbl_name <> ${historyTable}`

const ofThisSchema = sql`relnamespace = current_schema()::regnamespace and relname <> ${historyTable}
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`

const postgresObjects: RawBuilder<SchemaObject> = sql<SchemaObject>`
  with relations as (select * from pg_class c where ${ofThisSchema})
  select 'column ' || r.relname || '.' || a.attname as object,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
      'default ' || pg_get_expr(d.adbin, d.adrelid), nullif(a.attidentity, ''), nullif(a.attgenerated, ''),
      case when a.attcollation <> 0 then (select collname::text from pg_collation where oid = a.attcollation) end) as definition
    from relations r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum where r.relkind in ('r', 'p', 'v', 'm')
  union all select 'constraint ' || r.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
    from relations r join pg_constraint k on k.conrelid = r.oid
  union all select 'index ' || r.relname, pg_get_indexdef(r.oid) || case when i.indisvalid then '' else ' (invalid)' end
    from relations r join pg_index i on i.indexrelid = r.oid
    where not exists (select from pg_constraint k where k.conindid = r.oid and k.contype in ('p', 'u', 'x'))
  union all select 'trigger ' || r.relname || '.' || t.tgname, pg_get_triggerdef(t.oid)
    from relations r join pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
  union all select 'view ' || relname, pg_get_viewdef(oid) from relations where relkind in ('v', 'm')
  union all select 'sequence ' || relname, '' from relations where relkind = 'S'
  union all select 'function ' || p.proname, pg_get_functiondef(p.oid) from pg_proc p
    where p.pronamespace = current_schema()::regnamespace and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`

/** Everything that migrations have made, in the order of names, independent of the schema's own name. */
export async function readSchemaObjects(engine: DatabaseEngine, db: DatabaseHandle): Promise<readonly SchemaObject[]> {
  const { rows } = await (engine === 'sqlite' ? sqliteObjects : postgresObjects).execute(db)
  const strip = engine === 'sqlite' ? null : await schemaPrefix(db)
  return rows
    .map(({ object, definition }) => ({
      object,
      definition: tidy(strip === null ? definition : definition.replaceAll(strip, '')),
    }))
    .sort((left, right) => (left.object < right.object ? -1 : 1))
}

async function schemaPrefix(db: DatabaseHandle): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db)
  return `${rows[0]?.name ?? 'public'}.`
}

function tidy(definition: string): string {
  return definition.replaceAll(/\s+/g, ' ').trim()
}
