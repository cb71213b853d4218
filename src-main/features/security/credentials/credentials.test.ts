import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashOfSecret } from '#main/features/security/random-secret.ts'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { dayMs, hourMs, minuteMs } from '#main/platform/durations.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import {
  adminPassword,
  callContext,
  openTestApplication,
  setUp,
  type TestApplication,
} from '#test/hosts/test-application.ts'

const given = { name: 'admin', password: adminPassword }

describe.each(['sqlite', 'postgres'] as const)('credentials of programs (%s)', (engine) => {
  let opened: TestApplication
  let nowMs: number
  let administrator: { token: string; userId: string }
  let events: AppEvent[]

  beforeEach(async () => {
    nowMs = Date.UTC(2026, 10, 22)
    const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs }
    opened = await openTestApplication({ clock }, engine)
    administrator = await setUp(opened.app)
    events = []
    opened.ports.events.listen((event) => events.push(event))
  })
  afterEach(() => opened.remove())

  function client(sessionToken?: string, change: Partial<ApiContext> = {}) {
    const token = sessionToken === undefined ? {} : { sessionToken }
    return createRouterClient(opened.app.router, {
      context: callContext({ transport: 'rest', remoteAddress: '192.0.2.7', ...token, ...change }),
    })
  }
  const admin = () => client(administrator.token).security
  const operator = () => client(undefined, { transport: 'cli', caller: { kind: 'local-operator', systemUser: 'root' } })
  const unauthenticated = { code: 'UNAUTHENTICATED' }
  const later = (ms: number) => {
    nowMs += ms
  }

  async function person(role: 'operator' | 'administrator' | 'viewer', name: string) {
    const { id } = await operator().security.users.create({ name, role, password: adminPassword, language: 'ja' })
    const { accessToken } = await client().security.tokens.issue({ name, password: adminPassword })
    return { id, accessToken, name }
  }
  const keyInput = { name: '夜の監視', scopes: ['backup.read'] as 'backup.read'[] }

  describe('API keys', () => {
    it('open what their scopes say, and nothing else, with the key itself kept nowhere', async () => {
      const { key, apiKey } = await admin().apiKeys.create({ ...keyInput, validDays: 30 })
      expect(apiKey).toMatchObject({ state: 'active', createdBy: 'admin', lastUsedAt: null, scopes: ['backup.read'] })
      expect(Date.parse(apiKey.expiresAt)).toBe(nowMs + 30 * dayMs)
      await client(key).backup.repositories.list({})
      const refused = { code: 'FORBIDDEN', data: { permission: 'users.read' } }
      await expect(client(key).security.users.list({})).rejects.toMatchObject(refused)
      const rows = await opened.ports.storage.db.selectFrom('apiKeys').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(key.split('_')[3])
      expect(JSON.stringify(await admin().apiKeys.list({}))).not.toContain(key.split('_')[3])
    })

    it('are nobody for what is about oneself, and need no step-up', async () => {
      const { key } = await admin().apiKeys.create({ name: 'k', scopes: ['api-keys.manage', 'backup.read'] })
      expect(await client(key).security.session.current()).toEqual({ session: null, ended: null })
      await expect(client(key).security.profile()).rejects.toMatchObject(unauthenticated)
      const { items } = await client(key).security.apiKeys.list({})
      expect(items).toHaveLength(1)
    })

    it('give nothing that their maker does not hold, at making and afterwards', async () => {
      const taro = await person('administrator', 'taro')
      const asTaro = client(taro.accessToken).security
      const { key } = await asTaro.apiKeys.create({ name: 'k', scopes: ['users.read', 'backup.read'] })
      await client(key).security.users.list({})
      await operator().security.users.setRole({ id: taro.id, role: 'operator' })
      await expect(client(key).security.users.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await client(key).backup.repositories.list({})
      const made = operator().security.apiKeys.create({ name: 'k', scopes: ['users.manage'], owner: 'taro' })
      await expect(made).rejects.toMatchObject({ code: 'SCOPE_NOT_HELD', data: { permission: 'users.manage' } })
    })

    it('cannot make further keys that would outlive them, and nobody makes keys in the name of others', async () => {
      const { key } = await admin().apiKeys.create({ name: 'k', scopes: ['api-keys.manage'] })
      const forbidden = { code: 'FORBIDDEN' }
      await expect(client(key).security.apiKeys.create(keyInput)).rejects.toMatchObject(forbidden)
      await person('administrator', 'taro')
      await expect(admin().apiKeys.create({ ...keyInput, owner: 'taro' })).rejects.toMatchObject(forbidden)
    })

    it('made by the command line belong to the first administrator or the person who is named', async () => {
      await person('operator', 'taro')
      const first = await operator().security.apiKeys.create(keyInput)
      expect(first.apiKey.createdBy).toBe('admin')
      const named = await operator().security.apiKeys.create({ ...keyInput, owner: 'Taro' })
      expect(named.apiKey.createdBy).toBe('taro')
      const unknown = operator().security.apiKeys.create({ ...keyInput, owner: 'nobody' })
      await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('work from their networks only, and answer elsewhere as if they were unknown', async () => {
      const { key } = await admin().apiKeys.create({ ...keyInput, networks: ['192.0.2.0/24', '2001:db8::/32'] })
      for (const remoteAddress of ['192.0.2.200', '::ffff:192.0.2.7', '2001:db8::9']) {
        await client(key, { remoteAddress }).backup.repositories.list({})
      }
      for (const remoteAddress of ['198.51.100.1', '2001:db9::1', '']) {
        await expect(client(key, { remoteAddress }).backup.repositories.list({})).rejects.toMatchObject(unauthenticated)
      }
    })

    it.each([
      ['revoked', async (id: string) => void (await admin().apiKeys.revoke({ id }))],
      ['expired', async () => later(90 * dayMs)],
    ])('are dead at once when they are %s', async (state, end) => {
      const { key, apiKey } = await admin().apiKeys.create(keyInput)
      await client(key).backup.repositories.list({})
      await end(apiKey.id)
      await expect(client(key).backup.repositories.list({})).rejects.toMatchObject(unauthenticated)
      const { items } = await operator().security.apiKeys.list({})
      expect(items).toMatchObject([{ id: apiKey.id, state }])
      expect((await operator().security.apiKeys.list({ state: 'active' })).items).toEqual([])
    })

    it('die when their maker is disabled, and stay dead when the maker comes back', async () => {
      const taro = await person('administrator', 'taro')
      const { key } = await client(taro.accessToken).security.apiKeys.create(keyInput)
      await client(key).backup.repositories.list({})
      await operator().security.users.setState({ id: taro.id, state: 'disabled' })
      await expect(client(key).backup.repositories.list({})).rejects.toMatchObject(unauthenticated)
      await operator().security.users.setState({ id: taro.id, state: 'active' })
      await expect(client(key).backup.repositories.list({})).rejects.toMatchObject(unauthenticated)
    })

    it('die with a temporary account at its end', async () => {
      const taro = await person('administrator', 'taro')
      const { key } = await client(taro.accessToken).security.apiKeys.create(keyInput)
      const { db } = opened.ports.storage
      await db
        .updateTable('users')
        .set({ expiresAt: nowMs + hourMs })
        .where('id', '=', taro.id)
        .execute()
      await client(key).backup.repositories.list({})
      later(hourMs)
      await expect(client(key).backup.repositories.list({})).rejects.toMatchObject(unauthenticated)
    })

    it('with the right prefix and checksum but another secret are nobody', async () => {
      const { key, apiKey } = await admin().apiKeys.create(keyInput)
      const { key: other, apiKey: otherKey } = await admin().apiKeys.create(keyInput)
      const { db } = opened.ports.storage
      await db.updateTable('apiKeys').set({ prefix: 'gone' }).where('id', '=', apiKey.id).execute()
      await db.updateTable('apiKeys').set({ prefix: apiKey.prefix }).where('id', '=', otherKey.id).execute()
      await expect(client(key).backup.repositories.list({})).rejects.toMatchObject(unauthenticated)
      await expect(client(other).backup.repositories.list({})).rejects.toMatchObject(unauthenticated)
    })

    it('note their use once in ten minutes', async () => {
      const { key } = await admin().apiKeys.create(keyInput)
      const used = async () => (await operator().security.apiKeys.list({})).items[0]?.lastUsedAt
      await client(key).backup.repositories.list({})
      const first = new Date(nowMs).toISOString()
      later(10 * minuteMs - 1)
      await client(key, { remoteAddress: '198.51.100.1' }).backup.repositories.list({})
      expect(await used()).toBe(first)
      later(1)
      await client(key).backup.repositories.list({})
      expect(await used()).toBe(new Date(nowMs).toISOString())
    })

    it('are listed in pages without gaps, also when made in one moment', async () => {
      for (let n = 0; n < 5; n++) await operator().security.apiKeys.create({ ...keyInput, name: `k${n}` })
      const names: string[] = []
      let cursor: string | undefined
      do {
        const page = await operator().security.apiKeys.list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) })
        names.push(...page.items.map(({ name }) => name))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(names).toEqual(['k4', 'k3', 'k2', 'k1', 'k0'])
    })

    it('are on record with everything but the key', async () => {
      const { key, apiKey } = await admin().apiKeys.create(keyInput)
      await admin().apiKeys.revoke({ id: apiKey.id })
      const rows = await opened.ports.storage.db.selectFrom('auditLog').selectAll().orderBy('at').execute()
      const about = rows.filter(({ target }) => target === apiKey.id)
      expect(about.map(({ action }) => action)).toEqual(['security.apiKeys.create', 'security.apiKeys.revoke'])
      expect(about[0]?.detail).toContain('backup.read')
      expect(JSON.stringify(rows)).not.toContain(key.split('_')[3])
    })
  })

  describe('access and refresh tokens', () => {
    const issue = () => client().security.tokens.issue(given)
    const refresh = (refreshToken: string) => client().security.tokens.refresh({ refreshToken })
    const works = async (accessToken: string) => (await client(accessToken).security.profile()).name

    it('are given for name and password and act as the person', async () => {
      const pair = await issue()
      expect(await works(pair.accessToken)).toBe('admin')
      expect(Date.parse(pair.accessExpiresAt)).toBe(nowMs + 10 * minuteMs)
      expect(Date.parse(pair.refreshExpiresAt)).toBe(nowMs + 8 * hourMs)
      const stored = await opened.ports.storage.db.selectFrom('refreshTokens').selectAll().execute()
      expect(stored).toMatchObject([{ tokenHash: hashOfSecret(pair.refreshToken) }])
    })

    it.each([
      ['a wrong password', { ...given, password: 'wrong wrong wrong' }],
      ['an unknown name', { ...given, name: 'nobody' }],
    ])('are refused alike for %s', async (_name, input) => {
      await expect(client().security.tokens.issue(input)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    })

    it('are exchanged for new ones, each refresh token once', async () => {
      const first = await issue()
      later(9 * minuteMs)
      const second = await refresh(first.refreshToken)
      expect(await works(second.accessToken)).toBe('admin')
      expect(second.refreshToken).not.toBe(first.refreshToken)
      expect(second.refreshExpiresAt).toBe(first.refreshExpiresAt)
      later(3 * minuteMs)
      await expect(works(first.accessToken)).rejects.toMatchObject(unauthenticated)
    })

    it('survive ten tabs that refresh at once, as one family', async () => {
      const { refreshToken } = await issue()
      const pairs = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken)))
      expect(new Set(pairs.map((pair) => pair.refreshToken)).size).toBe(10)
      for (const pair of pairs) expect(await works(pair.accessToken)).toBe('admin')
      later(minuteMs)
      for (const pair of pairs) expect(await works((await refresh(pair.refreshToken)).accessToken)).toBe('admin')
      const rows = await opened.ports.storage.db.selectFrom('refreshTokens').select('familyId').distinct().execute()
      expect(rows).toHaveLength(1)
    })

    it('take a used token within 15 s for a tab that was slow', async () => {
      const first = await issue()
      await refresh(first.refreshToken)
      later(15_000)
      expect(await works((await refresh(first.refreshToken)).accessToken)).toBe('admin')
    })

    it('end the whole family when a used token comes back later, on record and with a warning', async () => {
      const first = await issue()
      const second = await refresh(first.refreshToken)
      later(15_001)
      await expect(refresh(first.refreshToken)).rejects.toMatchObject(unauthenticated)
      await expect(refresh(second.refreshToken)).rejects.toMatchObject(unauthenticated)
      await expect(works(second.accessToken)).rejects.toMatchObject(unauthenticated)
      expect(events).toContainEqual(expect.objectContaining({ type: 'notice', code: 'security.notice.token-reused' }))
      expect(events).toContainEqual(expect.objectContaining({ type: 'security.session.ended', reason: 'revoked' }))
      const rows = await opened.ports.storage.db
        .selectFrom('auditLog')
        .selectAll()
        .where('action', '=', 'security.tokens.refresh')
        .execute()
      expect(rows.some(({ detail, outcome }) => outcome === 'done' && detail.includes('reused'))).toBe(true)
      expect(await works(administrator.token)).toBe('admin')
    })

    it('end at the absolute end of the session however often they are exchanged, and say why', async () => {
      let pair = await issue()
      for (let turn = 0; turn < 23; turn++) {
        later(20 * minuteMs)
        pair = await refresh(pair.refreshToken)
        expect(await works(pair.accessToken)).toBe('admin')
      }
      later(20 * minuteMs)
      await expect(refresh(pair.refreshToken)).rejects.toMatchObject({
        code: 'SESSION_EXPIRED',
        data: { reason: 'absolute' },
      })
    })

    it('are no use by themselves: whoever only refreshes is idle', async () => {
      let pair = await issue()
      for (const minutes of [9, 9, 9]) {
        later(minutes * minuteMs)
        pair = await refresh(pair.refreshToken)
      }
      later(3 * minuteMs)
      await expect(refresh(pair.refreshToken)).rejects.toMatchObject({
        code: 'SESSION_EXPIRED',
        data: { reason: 'idle' },
      })
    })

    it('are dead once they are revoked, and an unknown token is no error', async () => {
      const pair = await issue()
      await client().security.tokens.revoke({ refreshToken: pair.refreshToken })
      await expect(works(pair.accessToken)).rejects.toMatchObject(unauthenticated)
      await expect(refresh(pair.refreshToken)).rejects.toMatchObject(unauthenticated)
      expect(await client().security.tokens.revoke({ refreshToken: 'unknown' })).toEqual({})
    })

    it.each([
      ['signs out', async (_id: string, accessToken: string) => void (await client(accessToken).security.signOut())],
      ['is disabled', async (id: string) => void (await operator().security.users.setState({ id, state: 'disabled' }))],
      ['is removed', async (id: string) => void (await operator().security.users.remove({ id }))],
    ])('are dead at once when the person %s', async (_name, end) => {
      const taro = await person('operator', 'taro')
      const pair = await client().security.tokens.issue({ name: 'taro', password: adminPassword })
      expect(await works(pair.accessToken)).toBe('taro')
      await end(taro.id, pair.accessToken)
      await expect(works(pair.accessToken)).rejects.toMatchObject(unauthenticated)
      await expect(refresh(pair.refreshToken)).rejects.toMatchObject(unauthenticated)
    })

    it('follow a loss of rights at once', async () => {
      const taro = await person('administrator', 'taro')
      await client(taro.accessToken).security.users.list({})
      await operator().security.users.setRole({ id: taro.id, role: 'viewer' })
      const refused = { code: 'FORBIDDEN' }
      await expect(client(taro.accessToken).security.users.list({})).rejects.toMatchObject(refused)
    })

    it('are worth nothing once the credentials of the person have another version', async () => {
      const { accessToken } = await issue()
      const { db } = opened.ports.storage
      await db.updateTable('users').set({ credentialVersion: 1 }).where('id', '=', administrator.userId).execute()
      await expect(works(accessToken)).rejects.toMatchObject(unauthenticated)
    })

    it('are no session tokens and no refresh tokens of one another', async () => {
      const { accessToken, refreshToken } = await issue()
      await expect(works(refreshToken)).rejects.toMatchObject(unauthenticated)
      await expect(refresh(administrator.token)).rejects.toMatchObject(unauthenticated)
      await expect(refresh(accessToken.slice(0, 200))).rejects.toMatchObject(unauthenticated)
    })

    it('are checked by keys that everybody may have', async () => {
      const { keys } = await client().security.tokens.keys()
      expect(keys).toMatchObject([{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' }])
      expect(keys[0]).not.toHaveProperty('d')
    })

    it('say who called in the record', async () => {
      const { accessToken } = await issue()
      await client(accessToken).security.changeLanguage({ language: 'en' })
      const row = await opened.ports.storage.db
        .selectFrom('auditLog')
        .selectAll()
        .where('action', '=', 'security.changeLanguage')
        .executeTakeFirstOrThrow()
      expect(row).toMatchObject({ callerId: administrator.userId, callerName: 'admin', transport: 'rest' })
    })
  })

  describe('tickets for sockets', () => {
    const redeem = (ticket: string) => opened.app.security.credentials.tickets.redeem(ticket)

    it('stand once for the token they were asked for with', async () => {
      const { ticket, expiresAt } = await admin().issueSocketTicket()
      expect(Date.parse(expiresAt)).toBe(nowMs + 30_000)
      expect(redeem(ticket)).toBe(administrator.token)
      expect(redeem(ticket)).toBeNull()
    })

    it('run out after 30 s, and only callers get them', async () => {
      const { ticket } = await admin().issueSocketTicket()
      later(30_000)
      expect(redeem(ticket)).toBeNull()
      await expect(client().security.issueSocketTicket()).rejects.toMatchObject(unauthenticated)
    })

    it('do not pile up', async () => {
      const { tickets } = opened.app.security.credentials
      const issued = Array.from({ length: 1200 }, (_, n) => tickets.issue(`token ${n}`).ticket)
      expect(issued.filter((ticket) => tickets.redeem(ticket) !== null).length).toBe(1000)
    })
  })
})
