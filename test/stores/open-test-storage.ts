import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { openStorage, type StorageOptions } from '#main/storage/open-storage.ts'
import { developmentPool } from '#main/storage/postgres/postgres-settings.ts'
import type { DatabaseEngine, Storage } from '#main/storage/storage.ts'
import { administer, databaseUrl } from './postgres-server.ts'
import { sharedPostgres } from './shared-postgres.ts'

/** Options for a database of its own, and what takes it away again. */
export interface TestDatabase {
  readonly options: StorageOptions
  readonly folder: string
  remove(): Promise<void>
}

export interface TestStorage {
  readonly storage: Storage
  /** Closes it and removes its database. */
  remove(): Promise<void>
}

/** A database that does not exist yet (SQLite) or is empty (PostgreSQL). */
export async function createTestDatabase(engine: DatabaseEngine): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kuraban-store-'))
  const { database, drop } = engine === 'sqlite' ? sqliteDatabase(folder) : await postgresDatabase()
  const remove = async (): Promise<void> => {
    await drop()
    await rm(folder, { recursive: true, force: true })
  }
  const options = {
    database,
    copiesFolder: path.join(folder, 'copies'),
    programVersion: '0.0.0-test',
    clock: systemClock,
    log: silentLogger,
  }
  return { options, folder, remove }
}

/** An open database with the whole schema and no rows. */
export async function openTestStorage(engine: DatabaseEngine): Promise<TestStorage> {
  const database = await createTestDatabase(engine)
  const storage = await openStorage(database.options)
  const remove = async (): Promise<void> => {
    await storage.close()
    await database.remove()
  }
  return { storage, remove }
}

interface Created {
  readonly database: StorageOptions['database']
  drop(): Promise<void>
}

function sqliteDatabase(folder: string): Created {
  return { database: { engine: 'sqlite', file: path.join(folder, 'kuraban.db') }, drop: async () => {} }
}

async function postgresDatabase(): Promise<Created> {
  const server = await sharedPostgres()
  const name = `kuraban_${randomUUID().replaceAll('-', '')}`
  await administer(server, `create database ${name} template template0`)
  return {
    database: { engine: 'postgres', url: databaseUrl(server, name), pool: developmentPool },
    drop: () => administer(server, `drop database ${name} with (force)`),
  }
}
