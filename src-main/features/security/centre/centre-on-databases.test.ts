import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs } from '#main/platform/durations.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Storage } from '#main/storage/storage.ts'
import { TestSecurity, testPassword } from '#test/fixtures/test-security.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { insertAuditRows } from '../repository/audit-log.ts'

describeOnEachDatabase('the security centre', (open) => {
  let storage: Storage
  let site: TestSecurity

  beforeEach(async () => {
    storage = await open()
    site = new TestSecurity(storage)
  })

  async function checks() {
    const { items } = await (await site.signedIn('admin')).call().then((client) => client.checks.run())
    return new Map(items.map((item) => [item.id, item]))
  }

  it('looks at the people there really are', async () => {
    const admin = await (await site.setUp()).call()
    expect((await checks()).get('administrators-two-factor')).toMatchObject({
      state: 'bad',
      evidence: { administrators: 1, without: 1 },
    })
    await admin.users.create({ name: 'taro', role: 'viewer', password: testPassword })
    const found = await checks()
    expect(found.get('two-factor-coverage')).toMatchObject({ state: 'weak', evidence: { people: 2, without: 2 } })
    expect(found.get('password-hashing')).toMatchObject({ state: 'good', evidence: { outdated: 0 } })
    const id = await site.userId('taro')
    await storage.db.updateTable('users').set({ passwordHash: '$2b$10$old' }).where('id', '=', id).execute()
    expect((await checks()).get('password-hashing')).toMatchObject({ state: 'weak', evidence: { outdated: 1 } })
    await admin.users.setState({ id, state: 'disabled' })
    expect((await checks()).get('two-factor-coverage')).toMatchObject({ evidence: { people: 1 } })
  })

  it('looks at the keys of programs', async () => {
    const admin = await (await site.setUp()).call()
    await admin.apiKeys.create({ name: 'ci', scopes: ['backup.read'], networks: [], validDays: 365 })
    expect((await checks()).get('old-api-keys')).toMatchObject({ state: 'good', evidence: { keys: 1, old: 0 } })
    site.pass(200 * 24 * hourMs)
    const later = await checks()
    expect(later.get('old-api-keys')).toMatchObject({ state: 'weak', evidence: { keys: 1, old: 1 } })
    expect(later.get('unused-api-keys')).toMatchObject({ state: 'weak', evidence: { unused: 1 } })
  })

  it('knows every check by its own name and moment', async () => {
    await site.setUp()
    const found = [...(await checks()).values()]
    expect(found.length).toBeGreaterThan(25)
    for (const { id, checkedAt, state } of found) {
      expect(state, id).not.toBe(id === 'dependency-inventory' ? 'good' : 'unknown')
      expect(checkedAt).toBe(new Date(site.time.wallMs).toISOString())
    }
  })

  describe('the statistics of signing in', () => {
    const row = (at: number, change: object) => ({
      ...{ id: newId(), at, requestId: 'r', callerKind: 'anonymous' as const, callerId: null },
      ...{ callerName: null, transport: 'rest', remoteAddress: '192.0.2.1', userAgent: '', action: 'security.signIn' },
      ...{ target: null, outcome: 'denied' as const, errorCode: 'SIGN_IN_FAILED', occurrences: 1, detail: '{}' },
      ...change,
    })

    it('count attempts by hour and address, summed-up denials in full', async () => {
      const admin = await (await site.setUp()).call()
      const now = site.time.wallMs
      await insertAuditRows(storage.db, [
        row(now, { occurrences: 7 }),
        row(now, { errorCode: 'RATE_LIMITED', occurrences: 3 }),
        row(now, { outcome: 'done', errorCode: null, remoteAddress: '2001:db8:1::5' }),
        row(now - 2 * hourMs, {}),
        row(now - 9 * 24 * hourMs, { occurrences: 100 }),
        row(now, { action: 'backup.jobs.list', occurrences: 50 }),
      ])
      const { hours, addresses } = await admin.signInStatistics({ days: 7 })
      expect(hours).toHaveLength(168)
      expect(hours.at(-1)).toMatchObject({ succeeded: 1, failed: 7, refused: 3 })
      expect(hours.at(-3)).toMatchObject({ succeeded: 0, failed: 1, refused: 0 })
      expect(addresses).toMatchObject([
        { address: '192.0.2.1', network: '192.0.2.0/24', failed: 8 },
        { address: '2001:db8:1::5', network: '2001:db8:1::/48', succeeded: 1 },
      ])
    })
  })

  describe('the buttons of an incident', () => {
    it('let nobody in while sign-ins are frozen, and everybody afterwards', async () => {
      const admin = await site.setUp()
      await (await admin.call()).incident.freezeSignIns({ frozen: true })
      await expect(site.signedIn('admin')).rejects.toMatchObject({ code: 'SIGN_INS_FROZEN' })
      expect(await (await admin.call()).incident.status()).toMatchObject({ frozenBy: 'admin' })
      await (await admin.call()).incident.freezeSignIns({ frozen: false })
      expect((await (await site.signedIn('admin')).state()).state).toBe('live')
    })

    it('end every session but the own one', async () => {
      const admin = await site.setUp()
      const other = await site.signedIn('admin')
      expect(await (await admin.call()).incident.endAllSessions()).toMatchObject({ endedSessions: 1 })
      expect([(await admin.state()).state, (await other.state()).state]).toEqual(['live', 'ended'])
      expect(site.events).toContainEqual(expect.objectContaining({ type: 'security.session.ended', reason: 'revoked' }))
    })

    it('make every key anew, after which what was kept opens still', async () => {
      const admin = await site.setUp()
      const client = await admin.call()
      await client.twoFactor.setUp({ password: testPassword })
      const before = await storage.db.selectFrom('userTotp').select('pendingSecret').executeTakeFirstOrThrow()
      expect(await client.incident.rotateKeys()).toEqual({
        rotated: ['password-pepper', 'token-keys', 'column-keys', 'audit-key'],
        reencryptedValues: 1,
      })
      const after = await storage.db.selectFrom('userTotp').select('pendingSecret').executeTakeFirstOrThrow()
      expect(after.pendingSecret).not.toBe(before.pendingSecret)
      expect((await (await site.signedIn('admin')).state()).state).toBe('live')
      expect((await client.incident.status()).keysRotatedAt).toBe(new Date(site.time.wallMs).toISOString())
      expect(await (await admin.call()).audit.verify()).toMatchObject({ ok: true })
    })

    it('revoke every key of programs', async () => {
      const client = await (await site.setUp()).call()
      await client.apiKeys.create({ name: 'ci', scopes: ['backup.read'], networks: [], validDays: 30 })
      expect(await client.incident.revokeAllApiKeys()).toEqual({ revokedKeys: 1 })
      expect(await client.incident.status()).toMatchObject({ activeApiKeys: 0 })
    })
  })
})
