import { sql } from 'kysely'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'

export interface CatalogueIndex {
  readonly name: string
  readonly columns: readonly string[]
  readonly bytes: number
  /** How often it was read; null where the engine does not count. */
  readonly scans: number | null
}

export interface CatalogueTable {
  readonly rows: number
  readonly bytes: number
  readonly columns: readonly string[]
  readonly indexes: readonly CatalogueIndex[]
}

/** The tables of the database as the engine tells them: the only names that are ever put into a statement. */
export interface Catalogue {
  readonly tables: ReadonlyMap<string, CatalogueTable>
  readonly sizeBytes: number
}

interface TableRow {
  readonly name: string
  readonly rows: number
  readonly bytes: number
}

interface IndexRow {
  readonly name: string
  readonly table: string
  readonly bytes: number
  readonly scans: number | null
}

interface ColumnRow {
  /** A table or an index. */
  readonly owner: string
  readonly name: string
}

/** Reads tables, their columns, indexes and sizes. Row counts of PostgreSQL are its own estimates. */
export async function readCatalogue({ engine, db }: Pick<Storage, 'engine' | 'db'>): Promise<Catalogue> {
  const read = engine === 'sqlite' ? readSqlite : readPostgres
  const { tables, indexes, columns, sizeBytes } = await read(db)
  const columnsOf = Map.groupBy(columns, ({ owner }) => owner)
  const namesOf = (owner: string) => (columnsOf.get(owner) ?? []).map(({ name }) => name)
  const indexesOf = Map.groupBy(indexes, ({ table }) => table)
  const tableOf = ({ name, rows, bytes }: TableRow): [string, CatalogueTable] => [
    name,
    {
      rows: Math.max(0, rows),
      bytes,
      columns: namesOf(name),
      indexes: (indexesOf.get(name) ?? []).map((index) => ({ ...index, columns: namesOf(index.name) })),
    },
  ]
  return { tables: new Map(tables.map(tableOf)), sizeBytes }
}

/** Pages are counted once for tables and indexes alike; the cells in a table's leaves are its rows. */
async function readSqlite(db: DatabaseHandle) {
  const sizes = sql`select name, sum(pgsize) as bytes,
    sum(case when pagetype = 'leaf' then ncell else 0 end) as leaves, sum(ncell) as cells from dbstat group by name`
  const tables = await sql<TableRow>`
    select t.name, coalesce(s.bytes, 0) as bytes, coalesce(case when t.wr then s.cells else s.leaves end, 0) as rows
    from pragma_table_list t left join (${sizes}) s on s.name = t.name
    where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' order by t.name`.execute(
    db,
  )
  const indexes = await sql<IndexRow>`
    select i.name, i.tbl_name as "table", coalesce(s.bytes, 0) as bytes, null as scans
    from sqlite_schema i left join (${sizes}) s on s.name = i.name where i.type = 'index' order by i.name`.execute(db)
  const columns = await sql<ColumnRow>`
    select t.name as owner, c.name from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table'
    union all select i.name, coalesce(c.name, '(…)') from sqlite_schema i join pragma_index_info(i.name) c
      where i.type = 'index'`.execute(db)
  const size = await sql<{ bytes: number }>`
    select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`.execute(db)
  return { tables: tables.rows, indexes: indexes.rows, columns: columns.rows, sizeBytes: size.rows[0]?.bytes ?? 0 }
}

async function readPostgres(db: DatabaseHandle) {
  const here = sql`c.relnamespace = current_schema()::regnamespace`
  const tables = await sql<TableRow>`select c.relname as name, c.reltuples::bigint as rows,
    pg_table_size(c.oid) as bytes from pg_class c where ${here} and c.relkind in ('r', 'p') order by 1`.execute(db)
  const indexes = await sql<IndexRow>`select c.relname as name, t.relname as "table", pg_relation_size(c.oid) as bytes,
    coalesce(pg_stat_get_numscans(c.oid), 0) as scans from pg_class c join pg_index i on i.indexrelid = c.oid
    join pg_class t on t.oid = i.indrelid where ${here} and t.relkind in ('r', 'p') order by 1`.execute(db)
  const columns = await sql<ColumnRow>`select c.relname as owner,
      case when c.relkind = 'i' then pg_get_indexdef(c.oid, a.attnum, true) else a.attname end as name
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where ${here} and c.relkind in ('r', 'p', 'i') order by c.relname, a.attnum`.execute(db)
  const size = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(db)
  return { tables: tables.rows, indexes: indexes.rows, columns: columns.rows, sizeBytes: size.rows[0]?.bytes ?? 0 }
}
