import { Command } from 'commander'
import { z } from 'zod'
import { systemClock } from '#main/platform/clock.ts'
import { loadConfig } from '#main/platform/config/index.ts'
import { ownDataFolder } from '#main/platform/data-folder-lock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { dataFolderOf, dataFolderPaths } from '#main/platform/paths.ts'
import { programVersion } from '#main/platform/program-version.ts'
import { configuredStorage } from '#main/storage/configured-storage.ts'
import { type MigrationOutcome, type MigrationRun, migrateDown, migrateUp } from '#main/storage/migrate/migrator.ts'
import { newMigration } from '#main/storage/migrate/new-migration.ts'
import { migrationStatus } from '#main/storage/migrate/status.ts'
import type { OpenDatabase } from '#main/storage/open-database.ts'
import { migrationRun, openDatabase } from '#main/storage/open-storage.ts'
import { migrateOutcomeSchema, migrateStatusSchema } from '#shared/contract/cli/migrate.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import { readFlags } from '../flags.ts'
import { columns } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { type DataFolderFlags, dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'

const upFlagsSchema = dataFolderFlagsSchema.extend({ to: z.string().optional() })
const downFlagsSchema = dataFolderFlagsSchema.extend({
  steps: z.coerce.number('a number of migrations').int().min(1).default(1),
  to: z.string().optional(),
})

/** `kuraban migrate`: the schema of the database, looked at and changed by hand. */
export function migrateCommand(terminal: Terminal, finish: Finish): Command {
  const migrate = new Command('migrate').description('the schema of the database')
  withDataFolderFlags(migrate.command('status'))
    .description('what has been applied, what is pending, and whether the schema has drifted')
    .action(async (given: unknown) => showStatus(readFlags(dataFolderFlagsSchema, given), terminal, finish))
  withDataFolderFlags(migrate.command('up'))
    .description('apply what is pending, after a copy of the database')
    .option('--to <name>', 'last migration to apply')
    .action(async (given: unknown) => {
      const { to, ...flags } = readFlags(upFlagsSchema, given)
      await change(flags, terminal, (database, run) => migrateUp(database, run, to))
    })
  withDataFolderFlags(migrate.command('down'))
    .description('take migrations back, after a copy of the database')
    .option('--steps <n>', 'how many (default: 1)')
    .option('--to <name>', 'take back all that came after this one')
    .action(async (given: unknown) => {
      const { to, steps, ...flags } = readFlags(downFlagsSchema, given)
      await change(flags, terminal, (database, run) =>
        migrateDown(database, run, to === undefined ? { steps } : { to }),
      )
    })
  migrate
    .command('new')
    .description('write the skeleton of a migration (in the sources)')
    .argument('<slug>', 'small letters, digits and hyphens')
    .action(async (slug: string) => terminal.print((await newMigration(slug, { clock: systemClock })).file))
  return migrate
}

async function withDatabase<T>(
  flags: DataFolderFlags,
  terminal: Terminal,
  work: (database: OpenDatabase, run: MigrationRun) => Promise<T>,
): Promise<T> {
  const paths = dataFolderPaths(dataFolderOf(flags.data))
  const config = await loadConfig({
    dataFolder: paths.dataFolder,
    processEnvironment: terminal.environment,
    flags: flags.environment === undefined ? {} : { environment: flags.environment },
  })
  const options = await configuredStorage(config.values, {
    paths,
    clock: systemClock,
    log: silentLogger,
    programVersion,
  })
  const database = await openDatabase(options)
  try {
    return await work(database, migrationRun(options))
  } finally {
    await database.close()
  }
}

async function showStatus(flags: DataFolderFlags, terminal: Terminal, finish: Finish): Promise<void> {
  const status = await withDatabase(flags, terminal, migrationStatus)
  const migrations = status.migrations.map(({ appliedAtMs, ...entry }) => ({
    ...entry,
    appliedAt: appliedAtMs === null ? null : new Date(appliedAtMs).toISOString(),
  }))
  if (flags.json) {
    terminal.print(JSON.stringify(migrateStatusSchema.parse({ ...status, migrations })))
  } else {
    terminal.print(`${status.engine} ${status.location}`)
    const rows = migrations.map(({ name, state, appliedAt, programVersion: version }) => [
      name,
      state,
      appliedAt ?? '',
      version ?? '',
    ])
    for (const line of columns([['NAME', 'STATE', 'APPLIED', 'BY'], ...rows])) terminal.print(line)
    terminal.print(`drift: ${status.drift.state}`)
  }
  if (status.newer) finish(exitCode.failure)
}

/** The schema changes under the owner's lock: never beneath a running application. */
async function change(
  flags: DataFolderFlags,
  terminal: Terminal,
  work: (database: OpenDatabase, run: MigrationRun) => Promise<MigrationOutcome>,
): Promise<void> {
  const ownership = await ownDataFolder(dataFolderOf(flags.data))
  try {
    const { ran, copy } = await withDatabase(flags, terminal, work)
    if (flags.json) terminal.print(JSON.stringify(migrateOutcomeSchema.parse({ ran, copy })))
    else if (ran.length === 0) terminal.print(terminal.language === 'ja' ? '変更はありません' : 'nothing to do')
    else {
      for (const name of ran) terminal.print(name)
      if (copy !== null)
        terminal.print(terminal.language === 'ja' ? `変更前の写し: ${copy}` : `copy made before: ${copy}`)
    }
  } finally {
    await ownership.release()
  }
}
