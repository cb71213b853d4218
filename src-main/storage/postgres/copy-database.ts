import pg from 'pg'
import type { Logger } from '#main/platform/logger.ts'
import { writeWhole } from '../whole-copy.ts'
import { fittingDumpProgram, runDump } from './dump-program.ts'
import { clientConfig } from './postgres-pool.ts'
import { type PostgresSettings, postgresLocation } from './postgres-settings.ts'
import { writeTableCopy } from './table-copy.ts'

/**
 * Copies the whole database, at one moment of it, into `folder`: `<label>.dump` by a pg_dump that is no older than the
 * server, else the folder `<label>.tables` with every table. Either has its name only once it is whole.
 */
export async function copyDatabase(
  settings: PostgresSettings,
  folder: string,
  label: string,
  log: Logger,
): Promise<string> {
  const client = new pg.Client({ ...clientConfig(settings), statement_timeout: 0 })
  const lost = (error: Error): void =>
    log.warning('database connection lost', { location: postgresLocation(settings.url), reason: error.message })
  client.on('error', lost)
  await client.connect()
  try {
    if (await fittingDumpProgram(client)) {
      return await writeWhole(folder, label, '.dump', (unfinished) => runDump(settings, unfinished))
    }
    return await writeWhole(folder, label, '.tables', (unfinished) => writeTableCopy(client, unfinished))
  } finally {
    await client.end()
  }
}
