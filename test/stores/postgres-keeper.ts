import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { openStorage } from '#main/storage/open-storage.ts'
import { developmentPool } from '#main/storage/postgres/postgres-settings.ts'
import { administer, databaseUrl, type PostgresServer, startPostgresServer } from './postgres-server.ts'
import { isAlive } from './process-alive.ts'
import { templateDatabase } from './shared-postgres.ts'

/**
 * A process that keeps one PostgreSQL for all test files of a run: `node postgres-keeper.ts <folder> <owner>`. It writes
 * the address into `<folder>/address` and ends, with the server and the folder, when the owner's process is gone.
 */
const pollMs = 200
const [folder = '', owner = ''] = process.argv.slice(2)

for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})

const server = await start().catch(async (error: unknown) => {
  await publish('failure', String(error instanceof Error ? error.message : error))
  process.exit(1)
})
await publish('address', server.url)
while (isAlive(Number(owner))) await sleep(pollMs)
await server.remove()
await rm(folder, { recursive: true, force: true })
process.exit(0)

async function start(): Promise<PostgresServer> {
  const started = await startPostgresServer(path.join(folder, 'server'))
  try {
    await makeTemplate(started.url)
    return started
  } catch (error) {
    await started.remove()
    throw error
  }
}

async function makeTemplate(url: string): Promise<void> {
  await administer(url, `create database ${templateDatabase}`)
  const storage = await openStorage({
    database: { engine: 'postgres', url: databaseUrl(url, templateDatabase), pool: developmentPool },
    copiesFolder: path.join(folder, 'copies'),
    programVersion: '0.0.0-test',
    clock: systemClock,
    log: silentLogger,
  })
  await storage.close()
}

async function publish(name: string, text: string): Promise<void> {
  await writeFile(path.join(folder, `${name}.new`), text)
  await rename(path.join(folder, `${name}.new`), path.join(folder, name))
}
