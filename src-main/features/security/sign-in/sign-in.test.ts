import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs } from '#main/platform/durations.ts'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import { type TestBrowser, TestSecurity, testPassword } from '#test/fixtures/test-security.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { createPasswordHasher } from '../index.ts'
import { freezeSignIns, thawSignIns } from '../repository/sign-in-freeze.ts'

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 }

describeOnEachDatabase('signing in by password', (open) => {
  let site: TestSecurity
  let admin: TestBrowser

  beforeEach(async () => {
    site = new TestSecurity(await open())
    admin = await site.setUp()
  })

  const addUser = async (name: string, change: Record<string, unknown> = {}) => {
    await (await admin.call()).users.create({ name, role: 'viewer', password: testPassword })
    if (Object.keys(change).length > 0) {
      await site.storage.db.updateTable('users').set(change).where('nameKey', '=', name).execute()
    }
  }

  const attempt = async (name: string, password: string, browser = site.browser()) => {
    try {
      return await (await browser.call()).signIn({ name, password })
    } catch (error) {
      return error instanceof Error && 'code' in error && 'data' in error
        ? { code: error.code, data: error.data }
        : error
    }
  }

  it('answers alike for an unknown name, a wrong password, and an account that is disabled or over', async () => {
    await addUser('taro')
    await addUser('disabled', { state: 'disabled' })
    await addUser('over', { expiresAt: site.time.wallMs })
    await addUser('nopassword', { passwordHash: null })
    const answers = [
      await attempt('nobody', testPassword),
      await attempt('taro', 'wrong'),
      await attempt('disabled', testPassword),
      await attempt('over', testPassword),
      await attempt('nopassword', testPassword),
    ]
    for (const answer of answers) expect(answer).toEqual({ code: 'SIGN_IN_FAILED', data: { retryAfterSeconds: 0 } })
    const sessions = await site.storage.db.selectFrom('userSessions').selectAll().execute()
    expect(sessions).toHaveLength(1)
    expect(await attempt('taro', testPassword)).toMatchObject({ outcome: 'signed-in' })
  })

  it('begins a session under a new token, whatever token the browser came with, and ends the one before', async () => {
    const browser = await site.signedIn('admin')
    const before = browser.token ?? ''
    await attempt('admin', testPassword, browser)
    expect(browser.token).not.toBe(before)
    expect((await browser.state()).state).toBe('live')
    expect(await site.security.sessions.authenticate(before, { active: true })).toEqual({
      state: 'ended',
      reason: 'signed-out',
    })
    browser.token = 'chosen-by-somebody-else'
    await attempt('admin', testPassword, browser)
    expect(browser.token).not.toBe('chosen-by-somebody-else')
    expect((await site.security.sessions.authenticate('chosen-by-somebody-else', { active: true })).state).toBe(
      'unknown',
    )
  })

  it('lets nobody in by a password that has been replaced while they waited', async () => {
    let whileWaiting = async () => {}
    const slow = new TestSecurity(await open(), { wait: () => whileWaiting() })
    const owner = await slow.setUp()
    const newPassword = 'violet harbour twelve lanterns'
    whileWaiting = async () => {
      whileWaiting = async () => {}
      await (await owner.call()).changePassword({ currentPassword: testPassword, newPassword })
    }
    await expect(slow.signedIn('admin')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect((await owner.state()).state).toBe('live')
    const sessions = await slow.storage.db.selectFrom('userSessions').selectAll().execute()
    expect(sessions).toHaveLength(1)
  })

  it('is recorded in the name of the person, with the way they came', async () => {
    await site.signedIn('admin')
    const row = await site.storage.db
      .selectFrom('auditLog')
      .selectAll()
      .where('action', '=', 'security.signIn')
      .executeTakeFirstOrThrow()
    const id = await site.userId('admin')
    expect(row).toMatchObject({ outcome: 'done', callerKind: 'user', callerId: id, callerName: 'admin', target: id })
    expect(JSON.parse(row.detail)).toMatchObject({ method: 'password' })
    expect(row.detail).not.toContain(testPassword)
  })

  describe('after a hundred failures of somebody else', () => {
    const guess = async () => {
      for (let n = 0; n < 100; n += 1) await attempt('admin', `guess ${n}`)
      site.waited.length = 0
    }

    it('lets the owner in at once from a device they have signed in on before', async () => {
      const own = await site.signedIn('admin')
      await guess()
      expect(await attempt('admin', testPassword, own)).toMatchObject({ outcome: 'signed-in' })
      expect(site.waited).toEqual([0])
    })

    it('makes the owner wait a minute on a device nobody knows, and never shuts them out', async () => {
      await guess()
      expect(await attempt('admin', testPassword)).toMatchObject({ outcome: 'signed-in' })
      expect(site.waited).toEqual([60_000])
    })

    it('makes others wait who bring a device of their own', async () => {
      await addUser('taro')
      const taro = await site.signedIn('taro')
      await guess()
      await attempt('admin', 'guess', taro)
      expect(site.waited).toEqual([60_000])
    })

    it('slows a device down that guesses itself, and not the name', async () => {
      const own = await site.signedIn('admin')
      for (let n = 0; n < 5; n += 1) await attempt('admin', 'wrong', own)
      site.waited.length = 0
      await attempt('admin', 'wrong', own)
      expect(site.waited).toEqual([4000])
      await attempt('admin', testPassword)
      expect(site.waited).toEqual([4000, 0])
    })

    it('forgets devices after a change of password, and after 90 days', async () => {
      const own = await site.signedIn('admin')
      await (await own.call()).changePassword({ currentPassword: testPassword, newPassword: 'another long enough one' })
      await guess()
      await attempt('admin', 'another long enough one', own)
      expect(site.waited).toEqual([60_000])
      await guess()
      site.time.wallMs += 91 * 24 * hourMs
      await attempt('admin', 'another long enough one', own)
      expect(site.waited).toEqual([60_000])
    })
  })

  it('judges no more attempts than a few at once while a name is being slowed down', async () => {
    const open: (() => void)[] = []
    const slow = new TestSecurity(site.storage, {
      wait: (ms) => (ms === 0 ? Promise.resolve() : new Promise((resolve) => void open.push(resolve))),
    })
    const one = async (password: string) => (await slow.browser().call()).signIn({ name: 'admin', password })
    for (let n = 0; n < 3; n += 1) await one('wrong').catch(() => {})
    const many = Array.from({ length: 40 }, (_, n) => one(`guess ${n}`).catch((error) => error))
    let answered = 0
    for (const attempted of many)
      void attempted.then(() => {
        answered += 1
      })
    await expect.poll(() => [open.length, answered], { timeout: 20_000 }).toEqual([8, 32])
    for (const go of open) go()
    for (const answer of await Promise.all(many)) expect(answer).toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect(open).toHaveLength(8)
  })

  describe('while sign-ins are frozen', () => {
    beforeEach(() => freezeSignIns(site.storage.db, { since: site.time.wallMs, by: 'admin' }))

    it('lets nobody in and tells nobody whether the password was right', async () => {
      for (const [name, password] of [
        ['admin', testPassword],
        ['admin', 'wrong'],
        ['nobody', 'wrong'],
      ] as const) {
        expect(await attempt(name, password)).toEqual({ code: 'SIGN_INS_FROZEN', data: {} })
      }
      await thawSignIns(site.storage.db)
      expect(await attempt('admin', testPassword)).toMatchObject({ outcome: 'signed-in' })
    })

    it('lets open sessions go on, and break-glass accounts in', async () => {
      expect((await admin.state()).state).toBe('live')
      await site.storage.db.updateTable('users').set({ breakGlass: 1 }).execute()
      expect(await attempt('admin', testPassword)).toMatchObject({ outcome: 'signed-in' })
    })
  })

  describe('renews what is stored', () => {
    const storedHash = async () => {
      const row = await site.storage.db.selectFrom('users').select('passwordHash').executeTakeFirstOrThrow()
      return row.passwordHash ?? ''
    }

    it('when it was imported as bcrypt, and asks for a longer password where that was short', async () => {
      const passwordHash = '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'
      await site.storage.db.updateTable('users').set({ passwordHash }).execute()
      expect(await attempt('admin', 'U*U')).toMatchObject({ session: { duty: 'change-password' } })
      expect(await storedHash()).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1,keyid=/)
      expect(await attempt('admin', 'U*U')).toMatchObject({ outcome: 'signed-in' })
    })

    it('when the cost or the pepper is another now', async () => {
      const secrets = memorySecretStore()
      const first = new TestSecurity(site.storage, { secrets })
      await first.storage.db.deleteFrom('users').execute()
      await first.setUp()
      const before = await storedHash()
      await first.signedIn('admin')
      expect(await storedHash()).toBe(before)
      await first.security.identity.rotatePepper()
      await first.signedIn('admin')
      const peppered = await storedHash()
      expect(peppered).not.toBe(before)
      const dearer = new TestSecurity(site.storage, {
        secrets,
        hasher: createPasswordHasher({ ...cheap, timeCost: 2 }),
      })
      await dearer.signedIn('admin')
      expect(await storedHash()).toContain('t=2')
      await dearer.security.identity.rotatePepper()
      expect(await dearer.security.identity.pepper.ids()).toHaveLength(2)
    })

    it('and never undoes a change of password made meanwhile', async () => {
      const passwordHash = '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'
      await site.storage.db.updateTable('users').set({ passwordHash }).execute()
      const { matchesForeign, ...hasher } = createPasswordHasher(cheap)
      const slow = new TestSecurity(site.storage, {
        hasher: {
          ...hasher,
          matchesForeign: async (...given) => {
            const matches = await matchesForeign(...given)
            await site.storage.db.updateTable('users').set({ passwordHash: 'chosen meanwhile' }).execute()
            return matches
          },
        },
      })
      await (await slow.browser().call()).signIn({ name: 'admin', password: 'U*U' })
      expect(await storedHash()).toBe('chosen meanwhile')
    })
  })

  describe('by the development mode', () => {
    const develop = async (browser = site.browser()) => (await browser.call()).developmentSignIn()
    const openMode = (environment: 'development' | 'production') => {
      site.settings = { ...site.settings, environment, developmentSignIn: true }
    }

    it('does not exist where it is off, and in production never', async () => {
      await expect(develop()).rejects.toMatchObject({ code: 'NOT_FOUND' })
      openMode('production')
      await expect(develop()).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await (await site.browser().call()).setup.status()).toMatchObject({ ways: { development: false } })
      const { authenticator } = site.security.credentials
      const found = await authenticator.authenticate('kuraban-development-token', { active: true, remoteAddress: '' })
      expect(found.state).toBe('unknown')
    })

    it('signs one fixed administrator in, by a fixed token too, until production begins', async () => {
      openMode('development')
      const browsers = [site.browser(), site.browser()]
      const sessions = await Promise.all(browsers.map(develop))
      expect(sessions.map(({ session }) => session.user.name)).toEqual(['developer', 'developer'])
      expect(new Set(sessions.map(({ session }) => session.user.id)).size).toBe(1)
      const { authenticator } = site.security.credentials
      const byToken = () => authenticator.authenticate('kuraban-development-token', { active: true, remoteAddress: '' })
      expect(await byToken()).toMatchObject({ state: 'live', caller: { name: 'developer' } })
      site.pass(9 * hourMs)
      expect(await byToken()).toMatchObject({ state: 'live' })
      const browser = site.browser()
      await develop(browser)
      openMode('production')
      expect((await byToken()).state).not.toBe('live')
      expect((await browser.state()).state).toBe('ended')
    })
  })
})
