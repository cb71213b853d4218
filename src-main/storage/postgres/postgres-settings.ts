/** How PostgreSQL is reached. Times are milliseconds. */
export interface PostgresSettings {
  readonly engine: 'postgres'
  /** `postgres://user:password@host:port/database`. */
  readonly url: string
  readonly pool: PoolSettings
  readonly tls?: TlsSettings
  /** Shown by the server beside each connection. Default `kuraban`. */
  readonly applicationName?: string
}

export interface PoolSettings {
  /** Connections kept open while nothing is to do. */
  readonly size: number
  /** Further connections at busy times. */
  readonly overflow: number
  /** A connection is replaced when it is this old. */
  readonly recycleMs: number
  /** Longest wait for a connection. */
  readonly acquireTimeoutMs: number
  /** Longest run of a statement; 0 is without limit. */
  readonly statementTimeoutMs: number
  /** A connection that was idle this long is tried before it is used. */
  readonly prePingAfterMs: number
}

export interface TlsSettings {
  /** Certificates of the authorities to trust instead of the system's, in PEM. */
  readonly certificateAuthority?: string
  /** Client certificate and key, in PEM. */
  readonly certificate?: string
  readonly key?: string
  /** The name the server's certificate must bear, when it is not the host's. */
  readonly serverName?: string
}

const commonPool = { recycleMs: 1_800_000, acquireTimeoutMs: 30_000, statementTimeoutMs: 30_000, prePingAfterMs: 5_000 }

/** The pools the settings start from. */
export const developmentPool: PoolSettings = { size: 5, overflow: 10, ...commonPool }
export const productionPool: PoolSettings = { size: 20, overflow: 40, ...commonPool }

/** Host, port and database for people: without user and password. */
export function postgresLocation(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port === '' ? '5432' : port}${pathname}`
}
