import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenedApplication, openApplication } from '#main/app/open-application.ts'
import { connectToOwner } from '#main/platform/data-folder-lock.ts'
import { memorySecretStore } from '#main/platform/secret-store/index.ts'

let folder: string
let opened: OpenedApplication[]

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-open-'))
  opened = []
})

afterEach(async () => {
  for (const one of opened) await one.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(flags: Record<string, unknown> = {}): Promise<OpenedApplication> {
  const one = await openApplication({
    host: 'cli',
    programVersion: '0.0.0-test',
    dataFolder: folder,
    flags,
    processEnvironment: {},
    logStreams: 'none',
    secrets: memorySecretStore(),
  })
  opened.push(one)
  return one
}

const user = { name: 'Hanako', role: 'operator', password: 'correct horse battery staple', language: 'ja' }

describe('a data folder', () => {
  it('is opened by one process at a time, and given back', async () => {
    const first = await open()
    await expect(open()).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE', data: { pid: process.pid } })
    expect(await first.app.health()).toEqual({ status: 'ok' })
    await first.close()
    await open()
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  it('keeps its log to its owner: a second process neither writes nor changes it', async () => {
    const { paths } = await open({ 'log.toFile': true })
    await chmod(paths.logFile, 0o640)
    const before = await readFile(paths.logFile, 'utf8')
    await expect(open({ 'log.toFile': true })).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' })
    expect((await stat(paths.logFile)).mode & 0o777).toBe(0o640)
    expect(await readFile(paths.logFile, 'utf8')).toBe(before)
  })

  it('is left free when opening fails, and nothing in it is harmed', async () => {
    const database = path.join(folder, 'kuraban.db')
    await writeFile(database, 'this is no database, but somebody may need it')
    await expect(open()).rejects.toThrow()
    const kept = await Promise.all(
      (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(path.join(entry.parentPath, entry.name), 'latin1')),
    )
    expect(kept.some((content) => content.includes('somebody may need it'))).toBe(true)
    expect(await connectToOwner(folder)).toBeNull()
  })

  it('refuses a bad setting before it touches anything', async () => {
    await expect(open({ 'server.port': 'x' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('calls of other processes', () => {
  it('go through the owner, as whoever owns the folder in the operating system', async () => {
    await open()
    const owner = await connectToOwner(folder)
    expect(await owner?.call('security.users.create', user)).toMatchObject({ name: 'Hanako', role: 'operator' })
    expect(await owner?.call('security.users.list', {})).toMatchObject({ items: [{ name: 'Hanako' }] })
    await expect(owner?.call('security.users.create', user)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(owner?.call('security.users.create', { name: 1 })).rejects.toMatchObject({ code: 'VALIDATION' })
    for (const unknown of ['', 'security', 'security.users', '__proto__', 'security.users.create.x', 'constructor']) {
      await expect(owner?.call(unknown, {}), unknown).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    owner?.close()
  })

  it('hear events as they come', async () => {
    const { app } = await open()
    const owner = await connectToOwner(folder)
    const stop = new AbortController()
    const heard = Promise.withResolvers<unknown>()
    const call = owner?.call('system.events.subscribe', null, { signal: stop.signal, onEvent: heard.resolve })
    const publish = setInterval(() => app.events.publish({ type: 'settings.changed', keys: ['a'] }), 20)
    expect(await heard.promise).toMatchObject({ event: { type: 'settings.changed', keys: ['a'] } })
    clearInterval(publish)
    stop.abort()
    await call?.catch(() => undefined)
    owner?.close()
  })
})

describe('settings', () => {
  it('take effect at once where no restart is needed', async () => {
    const { app, config } = await open()
    const owner = await connectToOwner(folder)
    const changes = [
      { key: 'session.idleMinutes', value: 5 },
      { key: 'site.name', value: '名古屋倉庫' },
    ]
    const answer = await owner?.call('settings.update', { changes })
    expect(answer).toMatchObject({ needsRestart: false })
    expect(config()['session.idleMinutes']).toBe(5)
    expect(app.info().siteName).toBe('名古屋倉庫')
    await expect(
      owner?.call('settings.update', { changes: [changes[1] ?? null, { key: 'session.idleMinutes', value: 0 }] }),
    ).rejects.toMatchObject({ code: 'CONFIG_INVALID', data: { key: 'session.idleMinutes' } })
    expect(await owner?.call('settings.installation', null)).toMatchObject({
      secretStore: { kind: 'memory' },
      startAtSignIn: { supported: false, enabled: false },
      dataFolder: folder,
    })
    owner?.close()
  })

  it('changed at the same moment are all kept', async () => {
    const { config } = await open()
    const owner = await connectToOwner(folder)
    const changes = { 'session.idleMinutes': 7, 'session.absoluteHours': 9, 'site.name': 'Nagoya', language: 'en' }
    await Promise.all(
      Object.entries(changes).map(([key, value]) => owner?.call('settings.update', { changes: [{ key, value }] })),
    )
    expect(config()).toMatchObject(changes)
    expect(JSON.parse(await readFile(path.join(folder, 'settings.json'), 'utf8'))).toMatchObject(changes)
    owner?.close()
  })
})
