import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#main/platform/durations.ts'
import { enrol } from '#test/fixtures/enrolled.ts'
import { type TestBrowser, TestSecurity, testPassword } from '#test/fixtures/test-security.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'

describeOnEachDatabase('sessions', (open) => {
  let site: TestSecurity
  let admin: TestBrowser

  beforeEach(async () => {
    site = new TestSecurity(await open())
    admin = await site.setUp()
  })

  const actions = async () => {
    const rows = await site.storage.db.selectFrom('auditLog').select('action').orderBy('id').execute()
    return rows.map(({ action }) => action)
  }

  describe('end', () => {
    it('at the very millisecond of their limits', async () => {
      site.pass(30 * minuteMs - 1)
      expect((await admin.state()).state).toBe('live')
      site.pass(1)
      expect(await admin.state()).toEqual({ state: 'ended', reason: 'idle' })
      const other = await site.signedIn('admin')
      for (let n = 0; n < 16; n += 1) {
        site.pass(29 * minuteMs)
        await other.call()
      }
      site.pass(8 * hourMs - 16 * 29 * minuteMs - 1)
      expect((await other.state()).state).toBe('live')
      site.pass(1)
      expect(await other.state()).toEqual({ state: 'ended', reason: 'absolute' })
    })

    it('when the clock jumps a day ahead', async () => {
      site.time.wallMs += 24 * hourMs
      expect(await admin.state()).toEqual({ state: 'ended', reason: 'absolute' })
    })

    it('with the machine asleep for nine hours, before the first call after it', async () => {
      site.time.wallMs += 9 * hourMs
      expect(await (await admin.call()).session.current()).toEqual({ session: null, ended: 'absolute' })
    })

    it('no later for a clock that goes back an hour and forth again', async () => {
      site.time.wallMs -= hourMs
      await admin.call()
      expect((await admin.state()).state).toBe('live')
      site.time.wallMs += hourMs + 31 * minuteMs
      expect(await admin.state()).toEqual({ state: 'ended', reason: 'idle' })
    })

    it.each([
      ['is disabled', { state: 'disabled' as const }],
      ['is over', { expiresAt: 1 }],
    ])('when the account %s: at the next call, and by the sweep', async (_, change) => {
      await (await admin.call()).users.create({ name: 'taro', role: 'viewer', password: testPassword })
      const [called, silent] = [await site.signedIn('taro'), await site.signedIn('taro')]
      await site.storage.db.updateTable('users').set(change).where('nameKey', '=', 'taro').execute()
      expect(await called.state()).toEqual({ state: 'ended', reason: 'revoked' })
      await site.security.sessions.sweep()
      const live = await site.storage.db.selectFrom('userSessions').select('id').where('endedAt', 'is', null).execute()
      expect(live).toHaveLength(1)
      expect(silent.token).not.toBeNull()
      expect(site.events.filter(({ type }) => type === 'security.session.ended')).toHaveLength(2)
    })
  })

  describe('locking and signing out', () => {
    it('end the session at once, and are recorded as what they are', async () => {
      const { token } = admin
      await (await admin.call()).session.lock()
      expect(admin.token).toBeNull()
      expect((await site.security.sessions.authenticate(token ?? '', { active: true })).state).toBe('ended')
      const again = await site.signedIn('admin')
      await (await again.call()).signOut()
      expect((await actions()).filter((action) => /lock|signOut/.test(action))).toEqual([
        'security.session.lock',
        'security.signOut',
      ])
      await (await site.browser().call()).session.lock()
    })
  })

  describe('of one person', () => {
    it('are listed to them, the newest first, without those that are over', async () => {
      site.pass(31 * minuteMs)
      const first = await site.signedIn('admin')
      site.pass(1)
      const second = await site.signedIn('admin')
      await (await first.call()).users.create({ name: 'taro', role: 'viewer', password: testPassword })
      await site.signedIn('taro')
      const { items } = await (await first.call()).session.listOwn()
      expect(items.map(({ current, userName }) => [current, userName])).toEqual([
        [false, 'admin'],
        [true, 'admin'],
      ])
      expect(items[0]).toMatchObject({ method: 'password', remoteAddress: '192.0.2.1', userAgent: 'test' })
      expect(second.token).not.toBeNull()
    })

    it('are ended by them, all but this one or those they choose, and never those of others', async () => {
      const [second, third] = [await site.signedIn('admin'), await site.signedIn('admin')]
      await (await admin.call()).users.create({ name: 'taro', role: 'viewer', password: testPassword })
      const taro = await site.signedIn('taro')
      const idOf = async (browser: TestBrowser) => (await (await browser.call()).session.current()).session?.id ?? ''
      const ids = [await idOf(second), await idOf(taro)]
      expect(await (await admin.call()).session.endOwn({ ids })).toEqual({ endedSessions: 1 })
      expect((await taro.state()).state).toBe('live')
      expect(await second.state()).toEqual({ state: 'ended', reason: 'revoked' })
      expect(await (await admin.call()).session.endOwn({})).toEqual({ endedSessions: 1 })
      expect((await third.state()).state).toBe('ended')
      expect((await admin.state()).state).toBe('live')
    })
  })

  it('of everybody are listed in pages and ended by administrators', async () => {
    await (await admin.call()).users.create({ name: 'taro', role: 'viewer', password: testPassword })
    const browsers = [await site.signedIn('taro'), await site.signedIn('taro'), await site.signedIn('taro')]
    const { sessions } = await admin.call()
    const first = await sessions.list({ limit: 3 })
    expect(first.items.map(({ userName }) => userName)).toEqual(['taro', 'taro', 'taro'])
    const second = await sessions.list({ limit: 3, cursor: first.nextCursor ?? '' })
    expect(second).toMatchObject({ items: [{ userName: 'admin', current: true }], nextCursor: null })
    const own = await sessions.list({ userId: await site.userId('taro') })
    expect(await sessions.end({ ids: own.items.map(({ id }) => id) })).toEqual({ endedSessions: 3 })
    for (const browser of browsers) expect(await browser.state()).toEqual({ state: 'ended', reason: 'revoked' })
    expect((await actions()).at(-1)).toBe('security.sessions.end')
  })

  describe('being proved again', () => {
    const until = async () => {
      const found = await admin.state()
      return found.state === 'live' ? found.caller.steppedUpUntil : null
    }

    it('count as proved for ten minutes after signing in, and after the password under another token', async () => {
      expect(await until()).toBe(site.time.wallMs + 10 * minuteMs)
      site.pass(20 * minuteMs)
      const before = admin.token
      await expect((await admin.call()).session.stepUp({ password: 'wrong' })).rejects.toMatchObject({
        code: 'PASSWORD_WRONG',
      })
      expect(admin.token).toBe(before)
      await (await admin.call()).session.stepUp({ password: testPassword })
      expect(admin.token).not.toBe(before)
      expect(await site.security.sessions.authenticate(before ?? '', { active: true })).toEqual({ state: 'unknown' })
      expect(await until()).toBe(site.time.wallMs + 10 * minuteMs)
      expect((await actions()).at(-1)).toBe('security.session.stepUp')
    })

    it('take the code, and not the password, where there is a second factor', async () => {
      const { code, backupCodes } = await enrol(site, admin)
      site.pass(20 * minuteMs)
      const stepUp = async (input: { password?: string; code?: string }) => (await admin.call()).session.stepUp(input)
      await expect(stepUp({ password: testPassword })).rejects.toMatchObject({ code: 'TWO_FACTOR_CODE_WRONG' })
      expect(await until()).toBeLessThan(site.time.wallMs)
      const typed = await code()
      await stepUp({ code: typed })
      expect(await until()).toBe(site.time.wallMs + 10 * minuteMs)
      await expect(stepUp({ code: typed })).rejects.toMatchObject({ code: 'TWO_FACTOR_CODE_WRONG' })
      await stepUp({ code: backupCodes[0] ?? '' })
    })

    it('end after five wrong codes', async () => {
      await enrol(site, admin)
      const left: unknown[] = []
      for (let n = 0; n < 5; n += 1) {
        await (await admin.call()).session.stepUp({ code: '000000' }).catch((error) => left.push(error.data))
      }
      expect(left).toEqual([4, 3, 2, 1, 0].map((attemptsLeft) => ({ attemptsLeft })))
      expect(await admin.state()).toEqual({ state: 'ended', reason: 'revoked' })
    })

    it('are slowed down by their own misses, and not by strangers who guess at the name', async () => {
      for (let n = 0; n < 20; n += 1) {
        await (await site.browser().call()).signIn({ name: 'admin', password: 'guess' }).catch(() => {})
      }
      site.waited.length = 0
      await (await admin.call()).session.stepUp({ password: testPassword })
      for (let n = 0; n < 5; n += 1) {
        await (await admin.call()).session.stepUp({ password: 'wrong' }).catch(() => {})
      }
      expect(site.waited).toEqual([0, 0, 0, 0, 1000, 2000])
    })
  })

  it('go on alone under another token after a change of password, which must be another one', async () => {
    const [other, before] = [await site.signedIn('admin'), admin.token]
    const change = async (newPassword: string, currentPassword = testPassword) =>
      (await admin.call()).changePassword({ currentPassword, newPassword })
    await expect(change(testPassword)).rejects.toMatchObject({ code: 'PASSWORD_COMMON' })
    await expect(change('another long enough one', 'wrong')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' })
    await site.storage.db.updateTable('users').set({ mustChangePassword: 1 }).execute()
    expect(await admin.state()).toMatchObject({ session: { duty: 'change-password' } })
    expect(await change('another long enough one')).toMatchObject({ session: { duty: null } })
    expect(admin.token).not.toBe(before)
    expect(await site.security.sessions.authenticate(before ?? '', { active: true })).toEqual({ state: 'unknown' })
    expect(await other.state()).toEqual({ state: 'ended', reason: 'revoked' })
    const row = await site.storage.db.selectFrom('users').select('credentialVersion').executeTakeFirstOrThrow()
    expect(row.credentialVersion).toBe(1)
  })
})
