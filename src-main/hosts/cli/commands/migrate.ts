import { Command } from 'commander'
import { z } from 'zod'
import { systemClock } from '#main/platform/clock.ts'
import { ownDataFolder } from '#main/platform/data-folder-lock.ts'
import { dataFolderOf } from '#main/platform/paths.ts'
import { installedPath } from '#main/platform/resources.ts'
import { type MigrationOutcome, type MigrationRun, migrateDown, migrateUp } from '#main/storage/migrate/migrator.ts'
import { newMigration } from '#main/storage/migrate/new-migration.ts'
import type { OpenDatabase } from '#main/storage/open-database.ts'
import { migrateOutcomeSchema } from '#shared/contract/cli/migrate.ts'
import type { Finish } from '../finish.ts'
import { readFlags, wholeNumber } from '../flags.ts'
import { commandWords } from '../help/words.ts'
import type { Terminal } from '../terminal.ts'
import { type DataFolderFlags, dataFolderFlagsSchema, withDataFolderFlags } from './data-folder-flags.ts'
import { showStatus } from './migrate-status.ts'
import { storageOf, withDatabase } from './with-database.ts'

const upFlagsSchema = dataFolderFlagsSchema.extend({ to: z.string().optional() })
const downFlagsSchema = dataFolderFlagsSchema.extend({
  steps: wholeNumber('a number of migrations, 1 or more', 1, 10_000).default(1),
  to: z.string().optional(),
})

/** `kuraban migrate`: the schema of the database, looked at and changed by hand. */
export function migrateCommand(terminal: Terminal, finish: Finish): Command {
  const words = commandWords(terminal.language)
  const migrate = new Command('migrate').description(words.migrate)
  withDataFolderFlags(migrate.command('status'), words)
    .description(words.migrateStatus)
    .action(async (given: Record<string, unknown>) =>
      showStatus(readFlags(dataFolderFlagsSchema, given), terminal, finish),
    )
  withDataFolderFlags(migrate.command('up'), words)
    .description(words.migrateUp)
    .option('--to <name>', words.migrateUpTo)
    .action(async (given: Record<string, unknown>) => {
      const { to, ...flags } = readFlags(upFlagsSchema, given)
      await change(flags, terminal, (database, run) => migrateUp(database, run, to))
    })
  withDataFolderFlags(migrate.command('down'), words)
    .description(words.migrateDown)
    .option('--steps <n>', words.migrateSteps)
    .option('--to <name>', words.migrateDownTo)
    .action(async (given: Record<string, unknown>) => {
      const { to, steps, ...flags } = readFlags(downFlagsSchema, given)
      await change(flags, terminal, (database, run) =>
        migrateDown(database, run, to === undefined ? { steps } : { to }),
      )
    })
  migrate
    .command('new')
    .description(words.migrateNew)
    .argument('<slug>', words.migrateSlug)
    .action(async (slug: string) => {
      const folder = installedPath('src-main/storage/migrations') ?? 'src-main/storage/migrations'
      terminal.print((await newMigration(slug, { clock: systemClock, folder })).file)
    })
  return migrate
}

/** The schema changes under the owner's lock: never beneath a running application. */
async function change(
  flags: DataFolderFlags,
  terminal: Terminal,
  work: (database: OpenDatabase, run: MigrationRun) => Promise<MigrationOutcome>,
): Promise<void> {
  const ownership = await ownDataFolder(dataFolderOf(flags.data))
  try {
    const { ran, copy } = await withDatabase(await storageOf(flags, terminal), work)
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
