import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgresServer } from './postgres-server.ts'

/**
 * A process that keeps one PostgreSQL for all test files of a run: `node postgres-keeper.ts <folder> <owner>`. It writes
 * the address into `<folder>/address` and ends, with the server and the folder, when the owner's process is gone.
 */
const pollMs = 200
const [folder = '', owner = ''] = process.argv.slice(2)

for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})

const server = await startPostgresServer(path.join(folder, 'server')).catch(async (error: unknown) => {
  await publish('failure', String(error instanceof Error ? error.message : error))
  process.exit(1)
})
await publish('address', server.url)
while (isAlive(Number(owner))) await sleep(pollMs)
await server.remove()
await rm(folder, { recursive: true, force: true })
process.exit(0)

async function publish(name: string, text: string): Promise<void> {
  await writeFile(path.join(folder, `${name}.new`), text)
  await rename(path.join(folder, `${name}.new`), path.join(folder, name))
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}
