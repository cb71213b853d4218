import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { sealAnew } from '#main/platform/column-cipher.ts'
import type { Storage } from '#main/storage/storage.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { HeartbeatService } from './heartbeats/heartbeat-service.ts'
import { sealedTokens } from './scrapes/sealed-tokens.ts'
import { collectionOn } from './testing/collection-world.ts'

const token = 'scrape-token-7Q4T'

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

describeOnEachDatabase('collecting', (open) => {
  let storage: Storage

  beforeEach(async () => {
    storage = await open()
  })

  const collection = (surroundings: { readonly availability?: ReadonlyMap<string, number> } = {}) =>
    collectionOn(storage, surroundings)

  it('gives the machine, the program and its database their figures, each under its job', async () => {
    const one = collection()
    await one.start()
    await expect.poll(() => one.valueOf('up', { job: 'kuraban', instance: 'here' }), { timeout: 5000 }).toBe(1)
    await expect.poll(() => one.valueOf('up', { job: 'node', instance: 'here' }), { timeout: 5000 }).toBe(1)
    expect(one.valueOf('node_memory_MemTotal_bytes', { job: 'node' })).toBeGreaterThan(1e8)
    expect(one.valueOf('kuraban_database_up', { job: 'kuraban' })).toBe(1)
    expect(one.valueOf('kuraban_database_size_bytes')).toBeGreaterThan(10_000)
    expect(one.valueOf('db_query_duration_seconds_count')).toBeGreaterThan(0)
    expect(one.valueOf('active_jobs')).toBe(0)
    const names = (await one.client.collectors.list()).items.map(({ name, isUp }) => [name, isUp])
    const server = storage.engine === 'postgres' ? [['postgresql', true]] : []
    await expect.poll(async () => (await one.client.collectors.list()).items.every(({ isUp }) => isUp)).toBe(true)
    expect(names.map(([name]) => name)).toEqual(['host', 'program', ...server.map(([name]) => name)])
    if (storage.engine === 'postgres') {
      await expect.poll(() => one.valueOf('pg_up', { job: 'postgres' })).toBe(1)
      expect(one.valueOf('pg_settings_max_connections')).toBeGreaterThan(10)
      expect(one.valueOf('pg_stat_activity_count', { state: 'active' })).toBeGreaterThan(0)
    }
    expect(one.announced).toContain('monitoring.ticked')
    expect((await one.client.host.view()).cpu.cores).toBeGreaterThan(0)
  })

  it('tells what waits and runs in the queues, and that a database is gone', async () => {
    const one = collection()
    const task = {
      ...{ kind: 'k', priority: 0, attempt: 0, attempts: 1, crashes: 0, requestedBy: 'system', title: '{}' },
      ...{ payload: '{}', createdAt: 0, runAt: 0, cancelRequested: 0, queue: 'mail' },
      ...{ node: null, deduplicationKey: null, startedAt: null, finishedAt: null, claimedBy: null, leaseUntil: null },
      ...{ progress: null, result: null, errorCode: null, errorData: null },
    }
    const states = ['waiting', 'delayed', 'running', 'failed'] as const
    await storage.db
      .insertInto('tasks')
      .values(states.map((state) => ({ ...task, id: state, state })))
      .execute()
    const told = await one.text()
    expect(told).toContain('kuraban_queue_depth{queue="mail"} 2\n')
    expect(told).toContain('\nactive_jobs 1\n')
    expect(told).toContain('\nqueued_jobs 2\n')
    await storage.db.deleteFrom('tasks').execute()
    one.later(60_000)
    expect(await one.text()).toContain('kuraban_queue_depth{queue="mail"} 0\n')
    await storage.close()
    one.later(60_000)
    const gone = await one.text()
    expect(gone).toContain('kuraban_database_up 0\n')
    expect(gone).not.toContain('\nactive_jobs')
  })

  describe('checks', () => {
    const settings = (url: string) => ({ kind: 'http', url }) as const

    it('are kept, named once, changed and removed, each with its row of the record', async () => {
      const { client, audited, announced } = collection({ availability: new Map([['Site', 0.995]]) })
      const made = await client.checks.create({ name: 'Site', settings: settings('https://example.jp/') })
      expect(made).toMatchObject({ name: 'Site', state: 'unknown', intervalSeconds: 60, lastRunAt: null })
      await expect(client.checks.create({ name: 'Site', settings: settings('https://a.jp/') })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      const changed = await client.checks.update({
        id: made.id,
        name: 'Site',
        isEnabled: false,
        settings: { kind: 'ping', host: 'a.jp' },
      })
      expect(changed).toMatchObject({ state: 'paused', settings: { kind: 'ping', timeoutMs: 5000 } })
      expect((await client.checks.list()).items).toMatchObject([{ id: made.id, availability24h: 0.995 }])
      await client.checks.remove({ id: made.id })
      expect((await client.checks.list()).items).toEqual([])
      await expect(client.checks.remove({ id: made.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const gone = client.checks.update({ id: made.id, name: 'x', settings: made.settings })
      await expect(gone).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(audited.map(({ action }) => action)).toEqual([
        'monitoring.checks.create',
        'monitoring.checks.update',
        'monitoring.checks.remove',
      ])
      expect(announced.filter((type) => type === 'monitoring.check.changed')).toHaveLength(3)
    })

    it('run by themselves, tell figures, and what they found outlives the process', async () => {
      let status = 200
      const url = await listening((_request, response) => response.writeHead(status).end())
      const one = collection()
      await one.start()
      const { id } = await one.client.checks.create({ name: 'Page', intervalSeconds: 15, settings: settings(url) })
      const state = async (of = one) => (await of.client.checks.list()).items[0]?.state
      one.later(15_000)
      await expect.poll(() => state(), { timeout: 5000 }).toBe('up')
      expect(await one.text()).toContain('probe_success{check="Page"} 1\n')
      expect(await one.text()).toMatch(/probe_duration_seconds\{check="Page"\} 0\.\d+\n/)
      status = 503
      one.later(15_000)
      await expect.poll(() => state(), { timeout: 5000 }).toBe('down')
      expect(await one.text()).toContain('probe_success{check="Page"} 0\n')
      expect(one.lines.filter((line) => line.startsWith('a check fails'))).toHaveLength(1)
      await one.owner.stop()
      const other = collection()
      expect((await other.client.checks.list()).items).toMatchObject([
        { id, state: 'down', lastMessage: 'status 503', lastRunAt: expect.any(String) },
      ])
      await other.client.checks.update({ id, name: 'Page', settings: settings('https://example.jp/') })
      expect(await state(other)).toBe('unknown')
    })

    it('are tried out before they are kept', async () => {
      const url = await listening((_request, response) => response.end('蔵番'))
      const { client } = collection()
      expect(await client.checks.tryOut({ settings: { kind: 'http', url, contains: '蔵番' } })).toMatchObject({
        isUp: true,
        message: 'status 200',
      })
      expect(await client.checks.tryOut({ settings: { kind: 'tcp', host: '127.0.0.1', port: 1 } })).toMatchObject({
        isUp: false,
      })
    })
  })

  describe('targets of other programs', () => {
    const figures: RequestListener = (request, response) => {
      if (request.headers.authorization !== `Bearer ${token}`) response.writeHead(401).end()
      else response.end(`lamps{job="x",colour="red"} 3\nnothing NaN\neverything +Inf\n`)
    }

    it('are read with their token, and their samples bear where they come from', async () => {
      const url = await listening(figures)
      const one = collection()
      await one.start()
      const made = await one.client.scrapes.create({
        ...{ name: 'lamps', url: `${url}/metrics`, labels: { site: 'east' }, bearerToken: token },
      })
      expect(made).toMatchObject({ hasCredential: true, state: 'unknown' })
      const instance = new URL(url).host
      await expect.poll(() => one.valueOf('lamps', { job: 'lamps' }), { timeout: 5000 }).toBe(3)
      expect(one.samples.findLast(({ name }) => name === 'lamps')?.labels).toEqual({
        ...{ job: 'lamps', instance, site: 'east', exported_job: 'x', colour: 'red' },
      })
      expect(one.valueOf('nothing')).toBeNaN()
      expect(one.valueOf('everything')).toBe(Number.POSITIVE_INFINITY)
      expect(one.valueOf('up', { job: 'lamps', instance })).toBe(1)
      await expect
        .poll(async () => (await one.client.scrapes.list()).items)
        .toMatchObject([{ state: 'up', samples: 3 }])
      expect((await one.client.collectors.list()).items.some(({ name }) => name.startsWith('scrape'))).toBe(false)
    })

    it('that send rubbish, too much or nothing are down with the reason, and nothing of them is kept', async () => {
      const answers: Record<string, RequestListener> = {
        html: (_request, response) => response.setHeader('content-type', 'text/html').end('<html>'),
        rubbish: (_request, response) => response.end('fine 1\n\u0000\u0001{{{'),
        empty: (_request, response) => response.end('# nothing\n'),
        many: (_request, response) => response.end('a 1\n'.repeat(4001)),
        large: (_request, response) => response.end('#'.repeat(10_000_001)),
        moved: (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      }
      const url = await listening((request, response) => answers[request.url?.slice(1) ?? '']?.(request, response))
      const { client } = collection()
      const tried = await Promise.all(
        Object.keys(answers).map(
          async (name) => [name, await client.scrapes.tryOut({ url: `${url}/${name}` })] as const,
        ),
      )
      expect(Object.fromEntries(tried.map(([name, { isUp, message }]) => [name, isUp ? 'up' : message]))).toEqual({
        html: 'the answer is text/html, not figures',
        rubbish: 'line 2: a name is missing',
        empty: 'the answer holds no figures',
        many: 'line 4001: more than 4000 samples',
        large: 'the answer is longer than 10000000 bytes',
        moved: 'the answer has the status 302',
      })
    })

    it('keep their token to themselves, and from any other server', async () => {
      const { client, audited, cipher, lines } = collection()
      const input = { name: 'a', url: 'https://a.example/metrics', bearerToken: token }
      const { id } = await client.scrapes.create(input)
      const stored = async () =>
        (await storage.db.selectFrom('scrapes').selectAll().executeTakeFirst())?.sealedBearerToken
      expect(await stored()).not.toContain(token)
      const before = await stored()
      await cipher.rotate()
      expect(await sealAnew(cipher, [sealedTokens(storage)])).toBe(1)
      expect(await stored()).not.toBe(before)
      expect(await client.scrapes.update({ id, name: 'b', url: 'https://a.example/other' })).toMatchObject({
        hasCredential: true,
      })
      expect(await client.scrapes.update({ id, name: 'b', url: 'https://evil.example/metrics' })).toMatchObject({
        hasCredential: false,
      })
      expect(await stored()).toBeNull()
      expect(JSON.stringify([audited, lines, await client.scrapes.list()])).not.toContain(token)
      await client.scrapes.remove({ id })
      expect(audited.map(({ action }) => action)).toEqual([
        ...['monitoring.scrapes.create', 'monitoring.scrapes.update'],
        ...['monitoring.scrapes.update', 'monitoring.scrapes.remove'],
      ])
      await expect(client.scrapes.update({ id, name: 'b', url: 'https://a.example/' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    })

    it('are named once, and their last result outlives the process', async () => {
      const one = collection()
      await one.start()
      await one.client.scrapes.create({ name: 'dead', url: 'http://127.0.0.1:1/metrics' })
      await expect(one.client.scrapes.create({ name: 'dead', url: 'http://127.0.0.1:2/' })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      const state = async (of = one) => (await of.client.scrapes.list()).items[0]
      await expect.poll(async () => (await state())?.state, { timeout: 5000 }).toBe('down')
      expect(one.valueOf('up', { job: 'dead', instance: '127.0.0.1:1' })).toBe(0)
      await one.owner.stop()
      expect(await state(collection())).toMatchObject({
        state: 'down',
        lastMessage: expect.stringContaining('ECONNREFUSED'),
      })
    })
  })

  describe('jobs that report in', () => {
    const daily = { name: 'nightly copy', intervalSeconds: 86_400, graceSeconds: 3600 }

    it('are waited for, are well while they report, and late when they fall silent', async () => {
      const one = collection()
      await one.start()
      const { heartbeat, token: given } = await one.client.heartbeats.create(daily)
      const state = async () => (await one.client.heartbeats.list()).items[0]?.state
      expect(heartbeat.state).toBe('waiting')
      await one.client.heartbeats.report({ token: given, message: '12 files' })
      expect((await one.client.heartbeats.list()).items).toMatchObject([{ state: 'up', lastMessage: '12 files' }])
      expect(await one.text()).toContain('kuraban_heartbeat_up{heartbeat="nightly copy"} 1\n')
      one.later(89_000_000)
      expect(await state()).toBe('up')
      one.later(1_001_000)
      expect(await state()).toBe('late')
      expect(await one.text()).toContain('kuraban_heartbeat_up{heartbeat="nightly copy"} 0\n')
      await one.client.heartbeats.report({ token: given, state: 'failed', message: 'no disk' })
      expect(await state()).toBe('failed')
      one.later(90_001_000)
      expect(await state()).toBe('late')
    })

    it('are late as well when they never report, or only ever begin', async () => {
      const { client, later } = collection()
      const { token: given } = await client.heartbeats.create(daily)
      later(50_000_000)
      await client.heartbeats.report({ token: given, state: 'started' })
      expect((await client.heartbeats.list()).items).toMatchObject([{ state: 'waiting', lastReportAt: null }])
      later(41_000_000)
      expect((await client.heartbeats.list()).items).toMatchObject([{ state: 'late' }])
      await client.heartbeats.report({ token: given, state: 'ok' })
      const [item] = (await client.heartbeats.list()).items
      expect(item?.state).toBe('up')
      expect(Math.round((item?.lastDurationMs ?? 0) / 1000)).toBe(41_000)
    })

    it('are announced once when they fall silent', async () => {
      const one = collection()
      const service = new HeartbeatService({ ...one.ports })
      await one.client.heartbeats.create(daily)
      await service.sweep()
      one.later(90_001_000)
      one.announced.length = 0
      await service.sweep()
      await service.sweep()
      expect(one.announced).toEqual(['monitoring.heartbeat.changed'])
      expect(one.lines.filter((line) => line.startsWith('a job elsewhere has fallen silent'))).toHaveLength(1)
    })

    it('are known by their token alone, and nobody learns which tokens there are', async () => {
      const { client, audited, lines } = collection()
      const { heartbeat, token: given } = await client.heartbeats.create(daily)
      expect(given).toMatch(/^[\w-]{43}$/)
      const everything = JSON.stringify([
        await storage.db.selectFrom('heartbeats').selectAll().execute(),
        await client.heartbeats.list(),
        audited,
        lines,
      ])
      expect(everything).not.toContain(given)
      const { token: renewed } = await client.heartbeats.renewToken({ id: heartbeat.id })
      const refused = await Promise.all(
        [given, `${renewed}x`, 'x'.repeat(43)].map((wrong) =>
          client.heartbeats.report({ token: wrong }).catch((error: unknown) => error),
        ),
      )
      for (const error of refused) expect(error).toMatchObject({ code: 'HEARTBEAT_UNKNOWN', data: {} })
      await client.heartbeats.report({ token: renewed })
      expect(audited.map(({ action }) => action)).toEqual([
        'monitoring.heartbeats.create',
        'monitoring.heartbeats.renewToken',
      ])
    })

    it('that are paused are not missed, take reports, and are waited for anew when they are woken', async () => {
      const one = collection()
      const { heartbeat: made, token: given } = await one.client.heartbeats.create(daily)
      const { id } = made
      await one.client.heartbeats.update({ id, ...daily, isEnabled: false })
      one.later(10 * 86_400_000)
      expect((await one.client.heartbeats.list()).items).toMatchObject([{ state: 'paused', dueAt: null }])
      expect(await one.text()).not.toContain('kuraban_heartbeat_up{')
      await one.client.heartbeats.report({ token: given })
      await one.client.heartbeats.update({ id, ...daily })
      expect((await one.client.heartbeats.list()).items).toMatchObject([{ state: 'up' }])
      one.later(10 * 86_400_000)
      await one.client.heartbeats.update({ id, ...daily, name: 'other' })
      expect((await one.client.heartbeats.list()).items).toMatchObject([{ state: 'late', name: 'other' }])
      await one.client.heartbeats.remove({ id })
      await expect(one.client.heartbeats.report({ token: given })).rejects.toMatchObject({ code: 'HEARTBEAT_UNKNOWN' })
      await expect(one.client.heartbeats.renewToken({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })
})
