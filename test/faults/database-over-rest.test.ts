import { execFileSync } from 'node:child_process'
import { mkdtemp, open as openFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type OpenedApplication, openApplication } from '#main/app/open-application.ts'
import { type RunningServer, startServer } from '#main/hosts/server/start-server.ts'
import { connectToOwner } from '#main/platform/data-folder-lock.ts'
import { memorySecretStore } from '#main/platform/secret-store/index.ts'

const password = 'correct horse battery staple'
const diskBytes = 24_000_000
const pageBytes = 4096

let folder: string
let opened: OpenedApplication
let server: RunningServer
let token: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-database-'))
  // needs root, as the whole suite does on a bare machine: fails here with mount's own words otherwise
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder])
  opened = await openApplication({
    host: 'server',
    programVersion: '0.0.0-test',
    dataFolder: folder,
    flags: { 'database.lockWaitSeconds': 1, 'log.toFile': false },
    processEnvironment: {},
    logStreams: 'none',
    secrets: memorySecretStore(),
  })
  server = await startServer({ app: opened.app, port: 0, rendererFolder: '/nonexistent' })
  const owner = await connectToOwner(folder)
  await owner?.call('security.users.create', { name: 'admin', role: 'administrator', password, language: 'ja' })
  owner?.close()
  token = (await (await rest('POST', '/session', { name: 'admin', password, wantsToken: true })).json()).token
})

afterEach(async () => {
  await server.close()
  await opened.close()
  execFileSync('umount', ['-l', folder])
  await rm(folder, { recursive: true, force: true })
})

function rest(method: string, route: string, body?: unknown): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  return fetch(`${server.url}/api/v1${route}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

const createUser = (name: string) => rest('POST', '/users', { name, role: 'viewer', password, language: 'en' })

async function failureOf(response: Response) {
  const { error } = await response.json()
  return { status: response.status, ...error }
}

async function userNames(): Promise<string[]> {
  const { items } = await (await rest('GET', '/users')).json()
  return items.map(({ name }: { name: string }) => name)
}

/** Takes what is left of the disk, however little, while the program goes on writing. */
async function fillUp(filler: string): Promise<void> {
  const file = await openFile(filler, 'w')
  try {
    for (;;) await file.write(new Uint8Array(pageBytes))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    await file.close()
  }
}

/** Overwrites the pages of those tables, as a dying disk does; answers with the file. */
async function damage(tables: string): Promise<string> {
  const file = path.join(folder, 'kuraban.db')
  const reader = new Database(file)
  reader.pragma('wal_checkpoint(truncate)')
  const pages = reader.prepare(`select rootpage from sqlite_schema where ${tables}`).pluck().all()
  reader.close()
  const handle = await openFile(file, 'r+')
  for (const page of pages.map(Number)) {
    await handle.write(new Uint8Array(pageBytes).fill(0xff), 0, pageBytes, (page - 1) * pageBytes)
  }
  await handle.close()
  return file
}

describe('a caller over REST', () => {
  it('is told that another program holds the database, reads meanwhile, and may try again', async () => {
    const other = new Database(path.join(folder, 'kuraban.db'))
    other.exec('begin immediate')
    const failure = await failureOf(await createUser('late'))
    expect(failure).toMatchObject({ status: 503, code: 'DATABASE_LOCKED', data: {} })
    expect(failure.message).toContain('try again')
    expect(await userNames()).toEqual(['admin'])
    other.exec('rollback')
    other.close()
    expect((await createUser('late')).status).toBe(200)
    expect((await userNames()).toSorted()).toEqual(['admin', 'late'])
  })

  it('is told that the disk is full, loses nothing, and needs no restart when there is room again', async () => {
    const filler = path.join(folder, 'filler')
    await fillUp(filler)
    const answers = []
    for (let n = 0; n < 5; n += 1) answers.push(await createUser(`user-${n}`))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.length).toBeGreaterThan(0)
    for (const response of refused) {
      expect(await failureOf(response)).toMatchObject({ status: 507, code: 'DATABASE_FULL', data: {} })
    }
    await rm(filler)
    expect((await createUser('after')).status).toBe(200)
    const kept = answers.flatMap(({ status }, n) => (status === 200 ? [`user-${n}`] : []))
    expect((await userNames()).toSorted()).toEqual(['admin', 'after', ...kept].toSorted())
  })

  it('is told that the database is damaged and where it lies, and whoever watches sees it', async () => {
    const file = await damage("tbl_name like 'backup_job%'")
    const failure = await failureOf(await rest('GET', '/backup-jobs'))
    expect(failure).toMatchObject({ status: 503, code: 'DATABASE_CORRUPT', data: { path: file, quarantinePath: '' } })
    expect(failure.message).toContain(file)
    for (let tries = 0; tries < 100 && (await opened.app.health()).status === 'ok'; tries += 1) await wait(50)
    expect((await fetch(`${server.url}/health`)).status).toBe(503)
    expect(await userNames()).toEqual(['admin'])
  })

  it('learns nothing of where data lies while nobody can be known', async () => {
    await damage("tbl_name in ('users', 'sessions')")
    const answers = [
      await rest('GET', '/backup-jobs'),
      await rest('POST', '/session', { name: 'admin', password }),
      await rest('POST', '/password-resets', { name: 'admin' }),
      await fetch(`${server.url}/health`),
      await fetch(`${server.url}/api/v1/nothing`),
    ]
    for (const answer of answers) expect(await answer.text()).not.toContain(folder)
    expect(await failureOf(await rest('GET', '/backup-jobs'))).toMatchObject({
      status: 503,
      code: 'UNAVAILABLE',
      data: { what: 'database' },
    })
    const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}/api/ws`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const refused = await new Promise<string>((resolve) => {
      socket.on('unexpected-response', async (_request, response) => resolve((await response.toArray()).join('')))
    })
    expect(JSON.parse(refused)).toHaveProperty('error.code')
    expect(refused).not.toContain(folder)
  })
})
