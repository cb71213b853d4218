import { createRouterClient } from '@orpc/server'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { hourMs, minuteMs } from '#main/platform/durations.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { createColumnCipher } from '#main/platform/secret-store/index.ts'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { quietSurroundings } from '#test/fixtures/quiet-surroundings.ts'
import { recordedLetters } from '#test/fixtures/recorded-letters.ts'
import { testSecuritySettings } from '#test/hosts/test-application.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { createPasswordHasher, createSecurity, type Security } from './index.ts'
import { newestAuditRows } from './repository/audit-log.ts'

const password = 'correct horse battery staple'

describeOnEachDatabase('security', (open) => {
  let storage: Storage
  let security: Security
  let nowMs: number
  let events: AppEvent[]
  let waited: number[]

  beforeEach(async () => {
    storage = await open()
    nowMs = Date.UTC(2026, 10, 22)
    const bus = new InProcessEventBus()
    events = []
    waited = []
    bus.listen((event) => events.push(event))
    security = createSecurity({
      storage,
      clock: { now: () => new Date(nowMs), monotonicMs: () => nowMs },
      events: bus,
      log: silentLogger,
      nodeName: 'test',
      limits: () => ({
        idleMs: 30 * minuteMs,
        absoluteMs: 8 * hourMs,
        warnBeforeMs: 2 * minuteMs,
        stepUpMs: 10 * minuteMs,
      }),
      site: () => ({ siteName: 'Nagoya', environment: 'production', language: 'ja' }),
      secrets: memorySecretStore(),
      settings: () => ({ ...testSecuritySettings, environment: 'production' }),
      cipher: createColumnCipher(memorySecretStore()),
      letters: recordedLetters(),
      sealedColumns: [],
      surroundings: quietSurroundings,
      renameSite: async () => {
        throw new Error('the disk is full')
      },
      hasher: createPasswordHasher({ memoryCost: 64, timeCost: 1, parallelism: 1 }),
      wait: async (ms) => void waited.push(ms),
    })
  })

  /** A call as the middleware passes it on. */
  async function as(token: string | null = null, change: Partial<ApiContext> = {}) {
    const found = token === null ? null : await security.sessions.authenticate(token, { active: true })
    const kept: { token: string | null } = { token: null }
    const effects = {
      keepSession: (issued: string) => {
        kept.token = issued
        return true
      },
      forgetSession: () => {},
      reportSessionEnd: () => {},
      reportRateLimit: () => {},
    }
    const context = {
      requestId: crypto.randomUUID(),
      transport: 'window' as const,
      remoteAddress: '192.0.2.1',
      userAgent: 'test',
      caller: found?.state === 'live' ? found.caller : ({ kind: 'anonymous' } as const),
      session: found?.state === 'live' ? found.session : null,
      ended: null,
      effects,
      ...change,
    }
    return { client: createRouterClient(security.router, { context }), kept }
  }

  async function setUp(): Promise<{ token: string; id: string }> {
    const { client, kept } = await as()
    const { session } = await client.setup.complete({ name: 'admin', password, language: 'ja' })
    return { token: kept.token ?? '', id: session.user.id }
  }

  async function signIn(name: string, given = password): Promise<string> {
    const { client, kept } = await as()
    await client.signIn({ name, password: given })
    return kept.token ?? ''
  }

  const state = async (token: string) => (await security.sessions.authenticate(token, { active: false })).state

  describe('set-up', () => {
    it('makes one administrator however many try at once', async () => {
      const attempts = await Promise.allSettled(
        Array.from({ length: 8 }, async (_, n) => {
          const { client } = await as()
          return client.setup.complete({ name: `admin ${n}`, password, language: 'ja' })
        }),
      )
      expect(attempts.filter(({ status }) => status === 'fulfilled').length).toBe(1)
      for (const attempt of attempts) {
        if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'SETUP_DONE' })
      }
    })

    it('keeps the administrator when the site cannot be named', async () => {
      const { client, kept } = await as()
      await client.setup.complete({ name: 'admin', password, language: 'ja', siteName: '倉庫' })
      expect(await state(kept.token ?? '')).toBe('live')
    })

    it('is asked for before anybody can sign in', async () => {
      await expect(signIn('admin')).rejects.toMatchObject({ code: 'SETUP_REQUIRED' })
      expect(await (await as()).client.setup.status()).toMatchObject({ required: true, siteName: 'Nagoya' })
    })
  })

  describe('sessions', () => {
    it('keep nothing but a hash of their token', async () => {
      const { token } = await setUp()
      const rows = await storage.db.selectFrom('userSessions').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(token)
      expect(rows[0]?.tokenHash).toMatch(/^[0-9a-f]{64}$/)
    })

    it('end after 30 idle minutes, which looking does not put off and doing does', async () => {
      const { token } = await setUp()
      nowMs += 29 * minuteMs
      expect(await state(token)).toBe('live')
      nowMs += 2 * minuteMs
      expect(await security.sessions.authenticate(token, { active: true })).toEqual({ state: 'ended', reason: 'idle' })
      expect(events).toContainEqual(expect.objectContaining({ type: 'security.session.ended', reason: 'idle' }))
      const second = await signIn('admin')
      nowMs += 29 * minuteMs
      await security.sessions.authenticate(second, { active: true })
      nowMs += 29 * minuteMs
      expect(await state(second)).toBe('live')
    })

    it('end after 8 hours whatever one does, and say so', async () => {
      const { token } = await setUp()
      for (let n = 0; n < 24; n += 1) {
        nowMs += 20 * minuteMs
        await security.sessions.authenticate(token, { active: true })
      }
      expect(await security.sessions.authenticate(token, { active: true })).toEqual({
        state: 'ended',
        reason: 'absolute',
      })
    })

    it('tell when they end, and begin the idle time anew when extended', async () => {
      const { token } = await setUp()
      nowMs += 20 * minuteMs
      const { client } = await as(null)
      expect(await client.session.current()).toEqual({ session: null, ended: null })
      const found = await security.sessions.authenticate(token, { active: false })
      if (found.state !== 'live') throw new Error('the session has ended')
      expect(found.session.idleExpiresAt).toBe('2026-11-22T00:30:00.000Z')
      const extended = await security.sessions.extend(found.session)
      expect(extended).toMatchObject({
        idleExpiresAt: '2026-11-22T00:50:00.000Z',
        expiresAt: '2026-11-22T08:00:00.000Z',
      })
      nowMs += 29 * minuteMs
      expect(await state(token)).toBe('live')
    })

    it('are ended by the sweep when nobody asks, so that open windows hear of it', async () => {
      await setUp()
      nowMs += 31 * minuteMs
      await security.sessions.sweep()
      expect(events.at(-1)).toMatchObject({ type: 'security.session.ended', reason: 'idle' })
      nowMs += 8 * 24 * hourMs
      await security.sessions.sweep()
      expect(await storage.db.selectFrom('userSessions').selectAll().execute()).toEqual([])
    })

    it('are not known by another token', async () => {
      await setUp()
      expect(await state('x')).toBe('unknown')
      expect(await state('')).toBe('unknown')
    })
  })

  describe('failed attempts', () => {
    it('slow the name down, known or not, and never shut the owner out', async () => {
      await setUp()
      for (const name of ['admin', 'nobody']) {
        for (let n = 0; n < 6; n += 1) {
          await expect(signIn(name, 'wrong')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
        }
      }
      const delays = [0, 0, 0, 1000, 2000, 4000]
      expect(waited).toEqual([...delays, ...delays])
      expect(await state(await signIn('admin'))).toBe('live')
      waited.length = 0
      await signIn('admin')
      expect(waited).toEqual([0])
    })
  })

  describe('users', () => {
    it('have names that differ in more than case and width', async () => {
      const { client } = await as((await setUp()).token)
      const create = (name: string) => client.users.create({ name, role: 'viewer', password })
      await create('Ｔａｒｏ')
      await expect(create('TARO')).rejects.toMatchObject({ code: 'CONFLICT', data: { field: 'name' } })
      expect((await client.users.list({})).items.map(({ name }) => name)).toEqual(['admin', 'Taro'])
      await signIn(' taro')
    })

    it('lose and gain rights at once', async () => {
      const { client } = await as((await setUp()).token)
      const { id } = await client.users.create({ name: 'taro', role: 'viewer', password })
      const token = await signIn('taro')
      await client.users.setRole({ id, role: 'operator' })
      expect(await security.sessions.authenticate(token, { active: false })).toMatchObject({
        caller: { held: { builtInRoles: ['operator'] } },
        session: { permissions: expect.arrayContaining(['backup.run']) },
      })
    })

    it('lose their sessions when they are removed', async () => {
      const { client } = await as((await setUp()).token)
      const { id } = await client.users.create({ name: 'taro', role: 'viewer', password })
      const token = await signIn('taro')
      expect(await client.users.remove({ id })).toEqual({ endedSessions: 1 })
      expect(await state(token)).toBe('unknown')
      expect(events).toContainEqual(expect.objectContaining({ type: 'security.session.ended', reason: 'revoked' }))
      await expect(client.users.remove({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('never lose their last administrator, however they go', async () => {
      const first = await setUp()
      const { client } = await as(first.token)
      await expect(client.users.remove({ id: first.id })).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR' })
      await expect(client.users.setRole({ id: first.id, role: 'viewer' })).rejects.toMatchObject({
        code: 'LAST_ADMINISTRATOR',
      })
      const second = await client.users.create({ name: 'second', role: 'administrator', password })
      const both = await Promise.allSettled([
        client.users.setRole({ id: first.id, role: 'viewer' }),
        client.users.setRole({ id: second.id, role: 'viewer' }),
      ])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    })

    it('are listed in pages', async () => {
      const { client } = await as((await setUp()).token)
      for (const name of ['b', 'c', 'd']) await client.users.create({ name, role: 'viewer', password })
      const first = await client.users.list({ limit: 3 })
      expect(first.items.map(({ name }) => name)).toEqual(['admin', 'b', 'c'])
      const second = await client.users.list({ limit: 3, cursor: first.nextCursor ?? '' })
      expect(second).toMatchObject({ items: [{ name: 'd' }], nextCursor: null })
    })
  })

  describe('the record of changes', () => {
    it('is written with the change: both are kept, or neither', async () => {
      const { token, id } = await setUp()
      const { client } = await as(token)
      await client.changeLanguage({ language: 'en' })
      await expect(client.users.remove({ id })).rejects.toThrow()
      const rows = await newestAuditRows(storage.db, 10)
      expect(rows.map(({ action, outcome }) => [action, outcome])).toEqual([
        ['security.changeLanguage', 'done'],
        ['security.setup.complete', 'done'],
      ])
      expect(rows[0]).toMatchObject({ callerKind: 'user', callerId: id, callerName: 'admin', target: id })
    })

    it('sums denials up per source, action and minute', async () => {
      const context = {
        requestId: 'r',
        transport: 'rest' as const,
        remoteAddress: '192.0.2.1',
        userAgent: '',
        caller: { kind: 'anonymous' } as const,
      }
      for (let n = 0; n < 500; n += 1) security.audit.deny(context, 'security.signIn', 'SIGN_IN_FAILED')
      security.audit.deny({ ...context, remoteAddress: '192.0.2.2' }, 'security.signIn', 'SIGN_IN_FAILED')
      nowMs += minuteMs
      security.audit.deny(context, 'security.signIn', 'SIGN_IN_FAILED')
      await security.audit.flush()
      const rows = await newestAuditRows(storage.db, 10)
      expect(rows.map(({ remoteAddress, occurrences }) => [remoteAddress, occurrences]).toSorted()).toEqual([
        ['192.0.2.1', 1],
        ['192.0.2.1', 500],
        ['192.0.2.2', 1],
      ])
    })

    it('keeps a flood of sources in one row', async () => {
      for (let n = 0; n < 3000; n += 1) {
        const remoteAddress = `192.0.${n >> 8}.${n & 255}`
        const caller = { kind: 'anonymous' } as const
        security.audit.deny(
          { requestId: 'r', transport: 'rest', remoteAddress, userAgent: '', caller },
          'security.signIn',
          'RATE_LIMITED',
        )
      }
      await security.audit.flush()
      const rows = await newestAuditRows(storage.db, 5000)
      expect(rows.length).toBe(1001)
      expect(rows.find(({ remoteAddress }) => remoteAddress === 'several')?.occurrences).toBe(2000)
    })
  })
})
