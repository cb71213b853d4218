import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDatabaseHandle } from '../database-handle.ts'
import type { DatabaseHandle } from '../storage.ts'
import { SqliteConnections } from './sqlite-connections.ts'
import { WorkerSqliteDialect } from './sqlite-dialect.ts'
import { SqliteDriver } from './sqlite-driver.ts'

const waitMs = 1_000

/** An empty database that is deleted after `work`. */
export async function withScratchFile<T>(work: (db: DatabaseHandle) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kuraban-scratch-'))
  const file = path.join(folder, 'scratch.db')
  const connections = await SqliteConnections.open({ file, maximumReaders: 1, writerWaitMs: waitMs })
  try {
    return await work(createDatabaseHandle(new WorkerSqliteDialect(new SqliteDriver(connections, waitMs))))
  } finally {
    await connections.close()
    await rm(folder, { recursive: true, force: true })
  }
}
