import { stat } from 'node:fs/promises'
import { type MigrationStatus, migrationStatus } from '#main/storage/migrate/status.ts'
import { migrationRun, type StorageOptions } from '#main/storage/open-storage.ts'
import { refuseToReplace } from '#main/storage/sqlite/quarantine.ts'
import { migrateStatusSchema } from '#shared/contract/cli/migrate.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import { columns } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import type { DataFolderFlags } from './data-folder-flags.ts'
import { storageOf, withDatabase } from './with-database.ts'

/** `kuraban migrate status`: where the schema stands. Makes no database where there is none. */
export async function showStatus(flags: DataFolderFlags, terminal: Terminal, finish: Finish): Promise<void> {
  const options = await storageOf(flags, terminal)
  const status = (await statusOfNone(options)) ?? (await withDatabase(options, migrationStatus))
  const migrations = status.migrations.map(({ appliedAtMs, ...entry }) => ({
    ...entry,
    appliedAt: appliedAtMs === null ? null : new Date(appliedAtMs).toISOString(),
  }))
  const shown = { ...status, migrations }
  if (flags.json) terminal.print(JSON.stringify(migrateStatusSchema.parse(shown)))
  else printTable(shown, terminal)
  if (status.newer) finish(exitCode.failure)
}

/** The status of an embedded database that has not been made yet: everything is pending. */
async function statusOfNone(options: StorageOptions): Promise<MigrationStatus | null> {
  const { database } = options
  if (database.engine !== 'sqlite' || (await stat(database.file).catch(() => null)) !== null) return null
  await refuseToReplace(database.file)
  const { migrations } = migrationRun(options)
  return {
    engine: 'sqlite',
    location: database.file,
    migrations: migrations.map(({ name }) => ({ name, state: 'pending', appliedAtMs: null, programVersion: null })),
    pending: migrations.length,
    newer: false,
    drift: { state: 'unknown', reason: 'the database has not been made yet' },
  }
}

type Shown = Pick<MigrationStatus, 'engine' | 'location' | 'drift'> & {
  readonly migrations: readonly {
    readonly name: string
    readonly state: string
    readonly appliedAt: string | null
    readonly programVersion: string | null
  }[]
}

const states: Readonly<Record<string, string>> = { applied: '適用済み', pending: '未適用', unknown: '新しい版のもの' }
const drifts: Readonly<Record<string, string>> = { none: 'なし', found: 'あり', unknown: '不明' }

function printTable({ engine, location, migrations, drift }: Shown, terminal: Terminal): void {
  const ja = terminal.language === 'ja'
  const rows = migrations.map(({ name, state, appliedAt, programVersion }) => [
    name,
    ja ? (states[state] ?? state) : state,
    appliedAt ?? '',
    programVersion ?? '',
  ])
  const head = ja ? ['移行', '状態', '適用した時刻', '版'] : ['NAME', 'STATE', 'APPLIED', 'BY']
  terminal.print(`${engine} ${location}`)
  for (const line of columns([head, ...rows])) terminal.print(line)
  terminal.print(ja ? `構造のずれ: ${drifts[drift.state]}` : `drift: ${drift.state}`)
  if (drift.state === 'unknown') terminal.print(`  ${drift.reason}`)
  if (drift.state !== 'found') return
  for (const { object, expected, actual } of drift.differences) {
    terminal.print(`  ${object}: ${expected ?? '-'} → ${actual ?? '-'}`)
  }
}
