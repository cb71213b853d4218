import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '#main/platform/clock.ts'
import { loadConfig } from '#main/platform/config/index.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { dataFolderPaths } from '#main/platform/paths.ts'
import { configuredStorage } from './configured-storage.ts'

let folder: string

const options = async (variables: Record<string, string>) => {
  const paths = dataFolderPaths(folder)
  const { values } = await loadConfig({ dataFolder: folder, processEnvironment: variables })
  return configuredStorage(values, { paths, clock: systemClock, log: silentLogger, programVersion: '1.2.3' })
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-configured-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

it('is SQLite in the data folder unless an address is set', async () => {
  expect(await options({})).toMatchObject({
    database: { engine: 'sqlite', file: path.join(folder, 'kuraban.db'), maximumReaders: 4, lockWaitMs: 10_000 },
    copiesFolder: path.join(folder, 'copies'),
    slowQueryMs: 100,
    echoQueries: false,
  })
  expect(await options({ DEBUG: 'true', ENVIRONMENT: 'development' })).toMatchObject({ echoQueries: true })
})

it('is PostgreSQL with the pool of the environment and the certificates of the settings', async () => {
  const authority = path.join(folder, 'ca.pem')
  await writeFile(authority, 'PEM')
  const url = 'postgres://kuraban:secret@db.example/kuraban'
  const tls = { DATABASE_TLS: 'true', DATABASE_TLS_CA_FILE: authority, DATABASE_TLS_SERVER_NAME: 'db' }
  expect((await options({ DATABASE_URL: url, ENVIRONMENT: 'production', ...tls })).database).toEqual({
    engine: 'postgres',
    url,
    applicationName: 'kuraban',
    pool: {
      size: 20,
      overflow: 40,
      recycleMs: 1_800_000,
      acquireTimeoutMs: 30_000,
      statementTimeoutMs: 30_000,
      prePingAfterMs: 5_000,
    },
    tls: { certificateAuthority: 'PEM', serverName: 'db' },
  })
  const missing = options({ DATABASE_URL: url, DATABASE_TLS: 'true', DATABASE_TLS_KEY_FILE: path.join(folder, 'none') })
  await expect(missing).rejects.toMatchObject({ code: 'CONFIG_INVALID', data: { key: 'database.tlsKeyFile' } })
})
