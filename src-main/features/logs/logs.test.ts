import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { createRouterClient } from '@orpc/server'
import * as tar from 'tar'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { systemClock } from '#main/platform/clock.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import { type ApplicationLog, createLog } from '#main/platform/log/create-log.ts'
import type { Storage } from '#main/storage/storage.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { createLogs, noShipping } from './index.ts'

const context: ApiContext = {
  ...{ requestId: 'r', transport: 'internal', remoteAddress: '', userAgent: '', caller: userCaller() },
  effects: {
    ...{ keepSession: () => false, forgetSession: () => {}, reportSessionEnd: () => {}, reportRateLimit: () => {} },
  },
}

describeOnEachDatabase('logs', (open) => {
  let storage: Storage
  let folder = ''
  let owner: Owner
  let written: ApplicationLog

  beforeEach(async () => {
    storage = await open()
    folder = mkdtempSync(join(tmpdir(), 'kuraban-logs-test-'))
    owner = new Owner('test')
    const file = {
      path: join(folder, 'logs', 'kuraban.log'),
      maximumBytes: 1e8,
      count: 3,
      keepDays: 3,
      mode: 0o600,
    } as const
    written = createLog({ level: 'DEBUG', environment: 'test', streams: 'none', file })
    mkdirSync(join(folder, 'logs'))
  })
  afterEach(async () => {
    await owner.stop()
    written.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function client() {
    const logs = createLogs({
      ...{ storage, clock: systemClock, log: written.logger, stream: written, shipping: noShipping },
      audit: { record: async () => {} },
      places: { dataFolder: folder, logFile: join(folder, 'logs', 'kuraban.log') },
      about: () => ({ version: '1', dataFolder: `${homedir()}/kuraban` }),
      settings: () => [{ key: 'site.name', value: 'Test' }],
    })
    await logs.start(owner)
    return createRouterClient(logs.router, { context })
  }

  it('are found, shown whole, with what stands around them, and counted over time', async () => {
    const logs = await client()
    for (let n = 0; n < 30; n += 1)
      written.logger.child({ logger: 'api' }).info(`line ${n}`, { requestId: `r${n % 3}` })
    written.logger.error('サーバーの応答がありません', { error: new Error('time-out') })
    const first = await logs.search({ limit: 10 })
    expect(first.items.map(({ message }) => message).slice(0, 2)).toEqual(['サーバーの応答がありません', 'line 29'])
    const second = await logs.search({ limit: 10, ...(first.nextCursor === null ? {} : { cursor: first.nextCursor }) })
    expect(second.items[0]?.message).toBe('line 20')
    const [error] = (await logs.search({ text: 'ｻｰﾊﾞ', levels: ['ERROR'] })).items
    const whole = await logs.line({ source: 'own', id: error?.id ?? '' })
    expect(JSON.parse(whole.text)).toMatchObject({ error_message: 'time-out' })
    const around = await logs.context({ source: 'own', id: second.items[0]?.id ?? '', before: 1, after: 1 })
    expect(around.items.map(({ message }) => message)).toEqual(['line 19', 'line 20', 'line 21'])
    const { levels } = await logs.histogram({ correlationId: 'r1', buckets: 5 })
    expect(levels.INFO?.reduce((sum, lines) => sum + lines, 0)).toBe(10)
    expect(await logs.modules({})).toEqual({
      items: [
        { logger: 'api', lines: 30 },
        { logger: 'kuraban', lines: 1 },
      ],
    })
    expect((await logs.sources()).items).toMatchObject([
      { id: 'own', kind: 'own', lines: 31, indexed: 1, droppedLines: 0 },
    ])
  })

  it.for(['', 'own.1', '0123456789abcdef.99'])('have no line %s', async (id) => {
    written.logger.info('line')
    const logs = await client()
    await expect(logs.line({ source: 'own', id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(logs.context({ source: 'own', id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(logs.line({ source: 'other', id: '0123456789abcdef.0' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(logs.search({ cursor: `${id}x` })).rejects.toMatchObject({ code: 'VALIDATION' })
  })

  it('are followed while they are written, and no more of them than can be read', async () => {
    const logs = await client()
    const stop = new AbortController()
    const followed = await logs.tail({ levels: ['INFO'], text: 'burst' }, { signal: stop.signal })
    const iterator = followed[Symbol.asyncIterator]()
    const first = iterator.next()
    await sleep(200)
    for (let n = 0; n < 5000; n += 1) written.logger.info(`burst ${n}`)
    written.logger.warning('burst of another level')
    const answer = await first
    if (answer.done === true) throw new Error('nothing was followed')
    const { lines: followedLines, omitted } = answer.value
    expect([followedLines.length, omitted]).toEqual([200, 4800])
    expect(followedLines.at(-1)?.message).toBe('burst 4999')
    const shown = await logs.line({ source: 'own', id: followedLines.at(-1)?.id ?? '' })
    expect(shown.line.message).toBe('burst 4999')
    stop.abort()
    expect((await iterator.next()).done).toBe(true)
    expect((await logs.search({ text: 'burst', limit: 1 })).items).toHaveLength(1)
    const lines = readFileSync(join(folder, 'logs', 'kuraban.log'), 'utf8').match(/burst \d+/g)
    expect(lines).toHaveLength(5000)
  })

  it('of other programs are opened, packed or not, and closed', async () => {
    const logs = await client()
    const line = '2026-11-22T10:00:00Z ERROR no disk\n'
    writeFileSync(join(folder, 'logs', 'plain.log'), line)
    writeFileSync(join(folder, 'logs', 'packed.log.1.gz'), gzipSync(line.repeat(3)))
    for (const [name, lines] of [
      ['plain.log', 1],
      ['packed.log.1.gz', 3],
    ] as const) {
      const source = await logs.open({ path: join(folder, 'logs', name) })
      const found = await logs.search({ source: source.id, levels: ['ERROR'] })
      expect(found.items.map(({ message }) => message)).toEqual(Array.from({ length: lines }, () => line.trim()))
      await logs.close({ id: source.id })
      await expect(logs.search({ source: source.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    await expect(logs.close({ id: 'own' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are all that can be opened: no other file, no secret, no way round', async () => {
    const logs = await client()
    writeFileSync(join(folder, 'secrets.json'), '{}')
    writeFileSync(join(folder, 'passwd'), 'x')
    symlinkSync(join(folder, 'secrets.json'), join(folder, 'logs', 'innocent.log'))
    const paths = ['secrets.json', 'passwd', 'logs/innocent.log', 'logs/../secrets.json', 'logs', 'missing.log']
    for (const path of paths) {
      await expect(logs.open({ path: join(folder, path) })).rejects.toMatchObject({ code: 'LOG_FILE_UNREADABLE' })
    }
  })

  it('are handed out as lines, the oldest first', async () => {
    const logs = await client()
    for (let n = 0; n < 1200; n += 1) written.logger.info(`line ${n}`)
    const { text, lines, isCut } = await logs.exportLines({})
    expect([lines, isCut]).toEqual([1200, false])
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).message),
    ).toEqual(Array.from({ length: 1200 }, (_, n) => `line ${n}`))
  })

  it('have filters that people keep, each for themselves', async () => {
    const logs = await client()
    const filter = { source: 'own', text: '橋', levels: ['ERROR'] } as const
    const { id } = await logs.filters.save({ name: '橋', filter: { ...filter, levels: ['ERROR'] } })
    await expect(logs.filters.save({ name: '橋', filter: {} })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await logs.filters.list()).items).toMatchObject([
      { id, name: '橋', filter: { text: '橋', levels: ['ERROR'] } },
    ])
    await logs.filters.remove({ id })
    await expect(logs.filters.remove({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('go into a support bundle without secrets and names, which opens again', async () => {
    const logs = await client()
    written.hide('hunter2-secret')
    written.logger.info('before')
    const leaked = {
      timestamp: new Date().toISOString(),
      level: 'ERROR',
      message: `at ${homedir()}/x hunter2-secret`,
    }
    appendFileSync(join(folder, 'logs', 'kuraban.log'), `${JSON.stringify(leaked)}\n`)
    const preview = await logs.supportBundle.preview({ hours: 1 })
    expect(preview.parts.map(({ name }) => name)).toEqual(['about.json', 'settings.json', 'logs/kuraban.jsonl'])
    expect(preview.leftOut.map(({ name }) => name)).toEqual(['database', 'backups', 'secrets', 'audit-log'])
    expect(preview.parts[2]?.redactions).toBeGreaterThanOrEqual(2)
    const bundle = await logs.supportBundle.create({ hours: 1, without: ['settings.json'] })
    expect(createHash('sha256').update(readFileSync(bundle.path)).digest('hex')).toBe(bundle.sha256)
    tar.extract({ file: bundle.path, cwd: folder, strip: 1, sync: true })
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    expect(manifest.leftOut).toContainEqual({ name: 'settings.json', reason: 'not-wanted' })
    for (const { name, sha256 } of manifest.files) {
      const text = readFileSync(join(folder, name), 'utf8')
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
      expect(text).not.toMatch(new RegExp(`${homedir()}/|hunter2`))
    }
    const opened = await logs.open({ path: bundle.path })
    expect(opened).toMatchObject({ kind: 'bundle' })
    const found = await logs.search({ source: opened.id, text: 'before' })
    expect(found.items.map(({ message }) => message)).toEqual(['before'])
  })
})
