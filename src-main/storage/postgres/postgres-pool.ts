import pg from 'pg'
import type { Logger } from '#main/platform/logger.ts'
import { type PostgresSettings, postgresLocation } from './postgres-settings.ts'

const bigintType = 20
const numericType = 1700
const byteaType = 17

/** Numbers arrive as numbers and bytes as plain bytes, as they do on SQLite. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => {
    if (format === 'text' && (id === bigintType || id === numericType)) return Number
    if (format === 'text' && id === byteaType)
      return (text: string) => new Uint8Array(Buffer.from(text.slice(2), 'hex'))
    return pg.types.getTypeParser(id, format)
  },
}

/**
 * Connections to the server. A connection that was idle is tried before it is given out, an old one is replaced, and a
 * connection that the server drops, idle or in use, is only a line in the log: its statement fails, the process lives.
 */
export class PostgresPool {
  readonly #pool: pg.Pool
  readonly #settings: PostgresSettings
  readonly #lastUsedAt = new WeakMap<pg.PoolClient, number>()

  constructor(settings: PostgresSettings, log: Logger) {
    this.#settings = settings
    this.#pool = new pg.Pool(poolConfig(settings))
    const lost = (error: Error): void =>
      log.warning('database connection lost', { location: postgresLocation(settings.url), reason: error.message })
    this.#pool.on('error', lost)
    this.#pool.on('connect', (client) => client.on('error', lost))
    this.#pool.on('release', (_error, client) => this.#lastUsedAt.set(client, performance.now()))
  }

  get options(): object {
    return this.#pool.options
  }

  status(): { total: number; idle: number; waiting: number; maximum: number } {
    const { size, overflow } = this.#settings.pool
    return {
      total: this.#pool.totalCount,
      idle: this.#pool.idleCount,
      waiting: this.#pool.waitingCount,
      maximum: size + overflow,
    }
  }

  /** A living connection; each must be released. */
  async connect(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.#pool.connect()
      if (await this.#alive(client)) return client
      client.release(true)
    }
  }

  end(): Promise<void> {
    return this.#pool.end()
  }

  async #alive(client: pg.PoolClient): Promise<boolean> {
    const lastUsedAt = this.#lastUsedAt.get(client)
    if (lastUsedAt === undefined || performance.now() - lastUsedAt < this.#settings.pool.prePingAfterMs) return true
    return client.query('select 1').then(
      () => true,
      () => false,
    )
  }
}

/** How one connection is made; also for connections beside the pool. */
export function clientConfig(settings: PostgresSettings): pg.ClientConfig {
  const { url, tls, applicationName = 'kuraban', pool } = settings
  return {
    connectionString: tls === undefined ? url : withoutTlsParameters(url),
    application_name: applicationName,
    connectionTimeoutMillis: pool.acquireTimeoutMs,
    keepAlive: true,
    types,
    ...(pool.statementTimeoutMs > 0 ? { statement_timeout: pool.statementTimeoutMs } : {}),
    ...(tls === undefined ? {} : { ssl: tlsOptions(tls) }),
  }
}

/** What the settings say about TLS holds; parameters of the address would replace it. */
function withoutTlsParameters(address: string): string {
  const url = new URL(address)
  for (const name of ['ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey']) url.searchParams.delete(name)
  return url.href
}

function poolConfig(settings: PostgresSettings): pg.PoolConfig {
  const { size, overflow, recycleMs } = settings.pool
  return {
    ...clientConfig(settings),
    pipeline: true,
    min: size,
    max: size + overflow,
    idleTimeoutMillis: 10_000,
    maxLifetimeSeconds: recycleMs / 1_000,
  }
}

function tlsOptions(tls: NonNullable<PostgresSettings['tls']>): NonNullable<Exclude<pg.ClientConfig['ssl'], boolean>> {
  return {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(tls.certificateAuthority === undefined ? {} : { ca: tls.certificateAuthority }),
    ...(tls.certificate === undefined ? {} : { cert: tls.certificate }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
  }
}
