import { spawn } from 'node:child_process'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import { isAlive } from './process-alive.ts'

const startLimitMs = 60_000
const pollMs = 50

let address: Promise<string> | null = null

/**
 * The address of the PostgreSQL that all test files of this run share. The first one to ask has it started; it ends by
 * itself when the run's process is gone, however it went.
 */
export function sharedPostgres(): Promise<string> {
  address ??= startOrJoin()
  return address
}

/** A database on the shared server that has the whole schema and is only copied. */
export const templateDatabase = 'kuraban_template'

async function startOrJoin(): Promise<string> {
  const owner = isMainThread ? process.ppid : process.pid
  const folder = path.join(tmpdir(), `kuraban-postgres-${owner}`)
  await removeLeftover(folder)
  if (await createdFolder(folder)) {
    await chmod(folder, 0o711)
    const script = fileURLToPath(new URL('./postgres-keeper.ts', import.meta.url))
    const keeper = spawn(process.execPath, [script, folder, String(owner)], { detached: true, stdio: 'ignore' })
    await writeFile(path.join(folder, 'keeper'), String(keeper.pid))
    keeper.unref()
  }
  return waitForAddress(folder)
}

/** A folder whose keeper has been killed belongs to a run of long ago that had the same number. */
async function removeLeftover(folder: string): Promise<void> {
  const keeper = await readFile(path.join(folder, 'keeper'), 'utf8').catch(() => null)
  if (keeper !== null && !isAlive(Number(keeper))) await rm(folder, { recursive: true, force: true })
}

/** Whoever makes the folder starts the server. */
async function createdFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch {
    return false
  }
}

async function waitForAddress(folder: string): Promise<string> {
  for (let waitedMs = 0; waitedMs < startLimitMs; waitedMs += pollMs) {
    const text = await readFile(path.join(folder, 'address'), 'utf8').catch(() => null)
    if (text !== null) return text
    const failure = await readFile(path.join(folder, 'failure'), 'utf8').catch(() => null)
    if (failure !== null) throw new Error(failure)
    await sleep(pollMs)
  }
  throw new Error(`PostgreSQL has not started within ${startLimitMs} ms; look into ${folder}`)
}
