import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { openStorage, type StorageOptions } from '#main/storage/open-storage.ts'
import { developmentPool } from '#main/storage/postgres/postgres-settings.ts'
import type { DatabaseEngine, Storage } from '#main/storage/storage.ts'
import { administer, databaseUrl } from './postgres-server.ts'
import { sharedPostgres, templateDatabase } from './shared-postgres.ts'

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
  return engine === 'sqlite' ? sqliteDatabase() : postgresDatabase('template0')
}

/** An open database with the whole schema and no rows of its own. */
export async function openTestStorage(engine: DatabaseEngine): Promise<TestStorage> {
  const database = engine === 'sqlite' ? await migratedSqliteDatabase() : await postgresDatabase(templateDatabase)
  const storage = await openStorage(database.options)
  const remove = async (): Promise<void> => {
    await storage.close()
    await database.remove()
  }
  return { storage, remove }
}

async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = await temporaryFolder()
  const database = { engine: 'sqlite', file: path.join(folder, 'kuraban.db') } as const
  return { folder, options: optionsOf(database, folder), remove: () => rm(folder, { recursive: true, force: true }) }
}

async function postgresDatabase(template: string): Promise<TestDatabase> {
  const server = await sharedPostgres()
  const name = `kuraban_${randomUUID().replaceAll('-', '')}`
  await administer(server, `create database ${name} template ${template}`)
  const folder = await temporaryFolder()
  const database = { engine: 'postgres', url: databaseUrl(server, name), pool: developmentPool } as const
  const remove = async (): Promise<void> => {
    await administer(server, `drop database ${name} with (force)`)
    await rm(folder, { recursive: true, force: true })
  }
  return { folder, options: optionsOf(database, folder), remove }
}

interface SqliteTemplate {
  readonly database: Uint8Array
  readonly state: Uint8Array
}

let sqliteTemplate: Promise<SqliteTemplate> | null = null

/** The file of a database that was migrated once in this process. */
async function migratedSqliteDatabase(): Promise<TestDatabase> {
  sqliteTemplate ??= makeSqliteTemplate()
  const { database, state } = await sqliteTemplate
  const place = await sqliteDatabase()
  const file = path.join(place.folder, 'kuraban.db')
  await writeFile(file, database)
  await writeFile(`${file}.state.json`, state)
  return place
}

async function makeSqliteTemplate(): Promise<SqliteTemplate> {
  const { options, folder, remove } = await sqliteDatabase()
  const storage = await openStorage(options)
  await storage.close()
  const file = path.join(folder, 'kuraban.db')
  const template = { database: await readFile(file), state: await readFile(`${file}.state.json`) }
  await remove()
  return template
}

function optionsOf(database: StorageOptions['database'], folder: string): StorageOptions {
  const copiesFolder = path.join(folder, 'copies')
  return { database, copiesFolder, programVersion: '0.0.0-test', clock: systemClock, log: silentLogger }
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'kuraban-store-'))
}
