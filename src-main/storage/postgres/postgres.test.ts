import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type LogFields, silentLogger } from '#main/platform/logger.ts'
import { type PostgresServer, startPostgresServer } from '#test/stores/postgres-server.ts'
import type { OpenDatabase } from '../open-database.ts'
import { openPostgres } from './open-postgres.ts'
import { developmentPool, type PoolSettings, type PostgresSettings, productionPool } from './postgres-settings.ts'

const run = promisify(execFile)
let folder: string
let server: PostgresServer
let opened: OpenDatabase[] = []
let logged: { message: string; fields: LogFields | undefined }[] = []

const log = {
  ...silentLogger,
  warning: (message: string, fields?: LogFields) => {
    logged.push({ message, fields })
  },
}

async function open(pool: Partial<PoolSettings> = {}, more: Partial<PostgresSettings> = {}): Promise<OpenDatabase> {
  const settings: PostgresSettings = {
    engine: 'postgres',
    url: server.url,
    pool: { ...developmentPool, ...pool },
    ...more,
  }
  const database = await openPostgres(settings, log)
  opened.push(database)
  return database
}

/** An authority of ours and a certificate for 127.0.0.1 in the server's folder. */
async function makeCertificates(): Promise<void> {
  const openssl = (...options: string[]) => run('openssl', options, { cwd: folder })
  const newKey = ['-newkey', 'rsa:2048', '-nodes', '-days', '2']
  await openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test authority')
  await openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=127.0.0.1')
  const extension = path.join(folder, 'names.txt')
  await run('sh', ['-c', `echo subjectAltName=IP:127.0.0.1 > ${extension}`])
  await openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-out',
    'server.pem',
    '-extfile',
    extension,
  )
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-postgres-test-'))
  server = await startPostgresServer(folder)
})

afterEach(async () => {
  await Promise.all(opened.map((database) => database.close()))
  opened = []
  logged = []
})

afterAll(async () => {
  await server.remove()
  await rm(folder, { recursive: true, force: true })
})

describe('the pool', () => {
  it('has the sizes and time limits of the settings', async () => {
    expect(developmentPool).toMatchObject({ size: 5, overflow: 10, recycleMs: 1_800_000, acquireTimeoutMs: 30_000 })
    expect(productionPool).toMatchObject({ size: 20, overflow: 40, statementTimeoutMs: 30_000 })
    const database = await open({ size: 2, overflow: 1 })
    await Promise.all(Array.from({ length: 6 }, () => sql`select pg_sleep(0.05)`.execute(database.db)))
    expect(database.status()).toMatchObject({
      engine: 'postgres',
      location: expect.stringMatching(/^127\.0\.0\.1:\d+\/postgres$/),
      engineVersion: expect.stringMatching(/^18/),
      connections: { total: 3, idle: 3, waiting: 0, maximum: 3 },
    })
    const { rows } = await sql`select application_name, current_setting('statement_timeout') as t
      from pg_stat_activity where pid = pg_backend_pid()`.execute(database.db)
    expect(rows).toEqual([{ applicationName: 'kuraban', t: '30s' }])
  })

  it('refuses who waits too long for a connection and stops statements that run too long', async () => {
    const database = await open({ size: 1, overflow: 0, acquireTimeoutMs: 200, statementTimeoutMs: 600 })
    const long = sql`select pg_sleep(5)`.execute(database.db)
    const waiting = sql`select 1`.execute(database.db)
    await expect(waiting).rejects.toMatchObject({
      code: 'DATABASE_TIMEOUT',
      retryable: true,
      detail: { limitMs: 200, waitingFor: 'connection' },
    })
    await expect(long).rejects.toMatchObject({
      code: 'DATABASE_TIMEOUT',
      detail: { limitMs: 600, waitingFor: 'statement' },
    })
    await sql`select 1`.execute(database.db)
  })

  it('replaces connections that have become old', async () => {
    const database = await open({ recycleMs: 1_000 })
    const processId = () => sql`select pg_backend_pid() as pid`.execute(database.db).then(({ rows }) => rows)
    const before = await processId()
    await new Promise((resolve) => setTimeout(resolve, 1_300))
    expect(await processId()).not.toEqual(before)
  })
})

describe('a server that is restarted', () => {
  it('costs the statements that run, not the process, and the next ones work', async () => {
    const database = await open({ prePingAfterMs: 0 })
    const running = sql`select pg_sleep(30)`.execute(database.db).catch((error: unknown) => error)
    const inside = database
      .transaction(async (tx) => {
        await sql`select 1`.execute(tx)
        await sql`select pg_sleep(30)`.execute(tx)
      })
      .catch((error: unknown) => error)
    await Promise.all([1, 2, 3].map(() => sql`select pg_sleep(0.1)`.execute(database.db)))
    await server.stop()
    expect(await running).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryable: true })
    expect(await inside).toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    const away = sql`select 1`.execute(database.db)
    await expect(away).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    await server.start()
    expect((await sql`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
    expect(await database.transaction(async (tx) => (await sql`select 2 as two`.execute(tx)).rows)).toEqual([
      { two: 2 },
    ])
    expect(logged.length).toBeGreaterThan(0)
    expect(JSON.stringify(logged)).not.toContain('kuraban:kuraban')
  })

  it('is noticed before a connection is given out when the idle one was cut silently', async () => {
    const database = await open({ size: 1, overflow: 0, prePingAfterMs: 0 })
    const other = new pg.Client({ connectionString: server.url })
    await other.connect()
    await other.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kuraban'")
    await other.end()
    expect((await sql`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
  })
})

describe('a server that cannot be used', () => {
  let silent: Server | null = null

  afterEach(() => {
    silent?.close()
    silent = null
  })

  const opening = (url: string, pool: Partial<PoolSettings> = {}) =>
    openPostgres({ engine: 'postgres', url, pool: { ...developmentPool, ...pool } }, silentLogger)

  it('is told apart: not there, wrong password, no such database, mute', async () => {
    const secret = server.url.replace('kuraban:kuraban', 'kuraban:wrong')
    await expect(opening('postgres://u:p@127.0.0.1:1/x')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    await expect(opening(secret)).rejects.toMatchObject({ code: 'DATABASE_ACCESS_DENIED' })
    await expect(opening(`${server.url}-none`)).rejects.toMatchObject({ code: 'DATABASE_CANNOT_OPEN' })
    const mute = createServer(() => {})
    silent = mute
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const address = mute.address()
    const port = typeof address === 'object' ? address?.port : 0
    const waited = opening(`postgres://u:p@127.0.0.1:${port}/x`, { acquireTimeoutMs: 200 })
    await expect(waited).rejects.toMatchObject({ retryable: true })
  })

  it('is refused when it does not offer TLS or its certificate is not of the authority', async () => {
    await expect(open({}, { tls: {} })).rejects.toMatchObject({ code: 'DATABASE_ACCESS_DENIED' })
    await makeCertificates()
    const secure = await startPostgresServer(path.join(folder, 'secure'))
    try {
      await secure.stop()
      await secure.enableTls(path.join(folder, 'server.pem'), path.join(folder, 'server.key'))
      await secure.start()
      const own = { certificateAuthority: await readFile(path.join(folder, 'ca.pem'), 'utf8') }
      const database = await open({}, { url: secure.url, tls: own })
      const { rows } = await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(database.db)
      expect(rows).toEqual([{ ssl: true }])
      await expect(open({}, { url: secure.url, tls: {} })).rejects.toMatchObject({ code: 'DATABASE_ACCESS_DENIED' })
      await database.close()
    } finally {
      await secure.remove()
    }
  })
})
