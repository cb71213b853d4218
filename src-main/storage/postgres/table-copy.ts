import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { z } from 'zod'
import { historyTable } from '../migrate/history.ts'
import { StorageError } from '../storage-error.ts'

const manifestSchema = z.object({
  serverVersion: z.string(),
  /** The migrations that were applied, in their order. */
  migrations: z.array(z.string()),
  /** Referred tables come before those that refer to them. */
  tables: z.array(z.object({ name: z.string(), file: z.string(), columns: z.array(z.string()), rows: z.number() })),
})

/** What a folder of copied tables contains. */
export type TableCopyManifest = z.infer<typeof manifestSchema>

type Table = { readonly name: string; readonly columns: readonly string[] }

/** Writes every table of the connection's schema into `folder`, all at one moment, with a manifest. */
export async function writeTableCopy(client: pg.Client, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  const manifest = await inTransaction(client, 'isolation level repeatable read read only', async () => {
    const tables: TableCopyManifest['tables'] = []
    for (const table of await tablesInOrder(client)) tables.push(await writeTable(client, table, folder))
    const serverVersion = await firstText(client, "select current_setting('server_version') as value")
    return { serverVersion, migrations: await appliedNames(client), tables }
  })
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2), { mode: 0o600, flush: true })
}

export async function readTableCopyManifest(folder: string): Promise<TableCopyManifest> {
  return manifestSchema.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')))
}

/**
 * Fills a database that has the same migrations applied with the copied rows, in one transaction, instead of the rows
 * that are in it.
 */
export async function restoreTableCopy(client: pg.Client, folder: string): Promise<void> {
  const { tables, migrations } = await readTableCopyManifest(folder)
  await inTransaction(client, '', async () => {
    if ((await appliedNames(client)).join() !== migrations.join()) {
      throw new StorageError('DATABASE_MISUSE', {
        rule: `apply exactly these migrations first: ${migrations.join(', ')}`,
      })
    }
    await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`)
    for (const table of tables) {
      const rows = copyFrom(`copy ${quoted(table.name)} (${columnList(table)}) from stdin`)
      await pipeline(createReadStream(path.join(folder, table.file)), client.query(rows))
      for (const column of table.columns) await continueSequence(client, table.name, column)
    }
  })
}

async function inTransaction<T>(client: pg.Client, mode: string, work: () => Promise<T>): Promise<T> {
  await client.query(`begin ${mode}`)
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function appliedNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`select name from ${historyTable} order by name`)
  return rows.map(({ name }) => name)
}

async function writeTable(
  client: pg.Client,
  table: Table,
  folder: string,
): Promise<TableCopyManifest['tables'][number]> {
  const file = `${table.name}.copy`
  const rows = client.query(copyTo(`copy ${quoted(table.name)} (${columnList(table)}) to stdout`))
  await pipeline(rows, createWriteStream(path.join(folder, file), { mode: 0o600, flush: true }))
  return { name: table.name, file, columns: [...table.columns], rows: rows.rowCount }
}

async function tablesInOrder(client: pg.Client): Promise<readonly Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; refers_to: string[] }>(`
    select c.relname::text as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns,
      array(select f.confrelid::regclass::text from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers_to
    from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace order by c.relname`)
  const ordered: Table[] = []
  const waiting = [...rows]
  while (waiting.length > 0) {
    const done = new Set(ordered.map(({ name }) => name))
    const ready = waiting.findIndex((table) => table.refers_to.every((name) => done.has(name.replaceAll('"', ''))))
    ordered.push(...waiting.splice(Math.max(ready, 0), 1))
  }
  return ordered.map(({ name, columns }) => ({ name, columns }))
}

async function continueSequence(client: pg.Client, table: string, column: string): Promise<void> {
  const sequence = await firstText(client, 'select pg_get_serial_sequence($1, $2) as value', [quoted(table), column])
  if (sequence === '') return
  await client.query(`select setval($1, (select max(${quoted(column)}) from ${quoted(table)}))`, [sequence])
}

async function firstText(client: pg.Client, query: string, values: readonly string[] = []): Promise<string> {
  const { rows } = await client.query<{ value: string | null }>(query, [...values])
  return rows[0]?.value ?? ''
}

function columnList({ columns }: Table): string {
  return columns.map(quoted).join(', ')
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name)
}
