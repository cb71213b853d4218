import { setTimeout as sleep } from 'node:timers/promises'
import { isBusy } from './sqlite-failure.ts'
import { WorkerConnection } from './worker-connection.ts'

const pauseMs = 50

/**
 * Holds an exclusive lock between processes while `work` runs. It is SQLite's own lock on an empty file, which the
 * operating system takes back when its holder dies; the file stays.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const connection = await WorkerConnection.open({ file, readOnly: false, busyTimeoutMs: 0, pragmas: [] })
  try {
    while (!(await taken(connection))) await sleep(pauseMs)
    return await work()
  } finally {
    await connection.close()
  }
}

async function taken(connection: WorkerConnection): Promise<boolean> {
  try {
    await connection.execute('begin immediate')
    return true
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
}
