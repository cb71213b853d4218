import { beforeEach, describe, expect, it } from 'vitest'
import { codeAt, type Enrolled, enrol } from '#test/fixtures/enrolled.ts'
import { soak } from '#test/fixtures/seed.ts'
import { type TestBrowser, TestSecurity, testPassword } from '#test/fixtures/test-security.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { freezeSignIns } from '../repository/sign-in-freeze.ts'

describeOnEachDatabase('a second factor', (open) => {
  let site: TestSecurity
  let admin: TestBrowser

  beforeEach(async () => {
    site = new TestSecurity(await open())
    admin = await site.setUp()
  })

  const challenge = async (browser = site.browser()) => {
    const outcome = await (await browser.call()).signIn({ name: 'admin', password: testPassword })
    if (outcome.outcome !== 'two-factor') throw new Error('no second factor was asked for')
    return outcome.challenge
  }
  const verify = async (given: string, code: string, browser = site.browser()) =>
    (await browser.call()).twoFactor.verify({ challenge: given, code })
  const status = async () => (await admin.call()).twoFactor.status()

  describe('being set up', () => {
    it('shows a secret that counts only after its first code', async () => {
      const shown = await (await admin.call()).twoFactor.setUp({ password: testPassword })
      expect(shown.secret).toMatch(/^[A-Z2-7]{32}$/)
      expect(shown.address).toBe(`otpauth://totp/Kuraban:admin?secret=${shown.secret}&issuer=Kuraban`)
      expect(Buffer.from(shown.qrCode.split(',')[1] ?? '', 'base64').toString()).toMatch(/^<svg .*<\/svg>$/s)
      expect(await status()).toMatchObject({ state: 'pending', required: false, backupCodesLeft: 0 })
      expect(await (await site.browser().call()).signIn({ name: 'admin', password: testPassword })).toMatchObject({
        outcome: 'signed-in',
      })
    })

    it('takes the password, and gives the session another token', async () => {
      const { twoFactor } = await admin.call()
      await expect(twoFactor.setUp({ password: 'wrong' })).rejects.toMatchObject({ code: 'PASSWORD_WRONG' })
      const [other, before] = [await site.signedIn('admin'), admin.token]
      await enrol(site, admin)
      expect(admin.token).not.toBe(before)
      expect(await site.security.sessions.authenticate(before ?? '', { active: true })).toEqual({ state: 'unknown' })
      expect(await other.state()).toEqual({ state: 'ended', reason: 'revoked' })
      expect(await admin.state()).toMatchObject({ state: 'live', session: { user: { twoFactor: 'on' } } })
    })

    it('is not enabled by another code, nor without a secret', async () => {
      const call = await admin.call()
      await expect(call.twoFactor.enable({ code: '000000' })).rejects.toMatchObject({
        code: 'TWO_FACTOR_STATE',
        data: { state: 'off' },
      })
      const { secret } = await call.twoFactor.setUp({ password: testPassword })
      for (const code of ['000000', await codeAt(site, secret, 2), await codeAt(site, secret, -2), 'ABCD-EFGH']) {
        await expect(call.twoFactor.enable({ code })).rejects.toMatchObject({ code: 'TWO_FACTOR_CODE_WRONG' })
      }
      expect(await status()).toMatchObject({ state: 'pending' })
    })

    it('keeps the secret encrypted and codes hashed, and neither on record', async () => {
      const { secret, backupCodes } = await enrol(site, admin)
      const kept = JSON.stringify([
        await site.storage.db.selectFrom('userTotp').selectAll().execute(),
        await site.storage.db.selectFrom('userBackupCodes').selectAll().execute(),
        await site.storage.db.selectFrom('auditLog').selectAll().execute(),
      ])
      for (const shown of [secret, ...backupCodes, ...backupCodes.map((code) => code.replace('-', ''))]) {
        expect(kept).not.toContain(shown)
      }
    })

    it('moves to another device while the first one goes on counting until then', async () => {
      const first = await enrol(site, admin)
      const { secret } = await (await admin.call()).twoFactor.setUp({ password: testPassword })
      expect(await status()).toMatchObject({ state: 'on' })
      await verify(await challenge(), await first.code())
      await (await admin.call()).twoFactor.enable({ code: await codeAt(site, secret) })
      site.pass(30_000)
      await expect(verify(await challenge(), await first.code())).rejects.toMatchObject({
        code: 'TWO_FACTOR_CODE_WRONG',
      })
      await verify(await challenge(), await codeAt(site, secret))
    })
  })

  describe('at sign-in', () => {
    let enrolled: Enrolled

    beforeEach(async () => {
      enrolled = await enrol(site, admin)
    })

    it('begins no session before the code, and one under its own method after it', async () => {
      const browser = site.browser()
      const given = await challenge(browser)
      expect(browser.token).toBeNull()
      expect((await site.security.sessions.authenticate(given, { active: true })).state).toBe('unknown')
      const { session } = await verify(given, await enrolled.code(), browser)
      expect(session.steppedUpUntil).toBe(new Date(site.time.wallMs + 600_000).toISOString())
      expect(await (await browser.call()).session.listOwn()).toMatchObject({
        items: [{ method: 'two-factor', current: true }, { method: 'password' }],
      })
    })

    it('takes the code of one step before or after, and no other', async () => {
      for (const steps of [-2, 2]) {
        const code = await enrolled.code(steps)
        await expect(verify(await challenge(), code)).rejects.toMatchObject({ code: 'TWO_FACTOR_CODE_WRONG' })
      }
      site.pass(60_000)
      await verify(await challenge(), await enrolled.code(-1))
      await verify(await challenge(), await enrolled.code(1))
    })

    it('takes digits as a Japanese keyboard types them', async () => {
      const code = (await enrolled.code()).replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
      await verify(await challenge(), ` ${code.slice(0, 3)} ${code.slice(3)} `)
    })

    it('refuses a code it has taken, and every earlier one, even after the clock has gone back', async () => {
      const code = await enrolled.code()
      await verify(await challenge(), code)
      for (const used of [code, await enrolled.code(-1)]) {
        await expect(verify(await challenge(), used)).rejects.toMatchObject({ code: 'TWO_FACTOR_CODE_WRONG' })
      }
      site.time.wallMs -= 3_600_000
      await expect(verify(await challenge(), await enrolled.code())).rejects.toMatchObject({
        code: 'TWO_FACTOR_CODE_WRONG',
      })
      site.time.wallMs += 3_600_000 + 60_000
      await verify(await challenge(), await enrolled.code())
    })

    it('ends the challenge after five misses, however many come at once', async () => {
      const given = await challenge()
      const misses = await Promise.allSettled(Array.from({ length: 30 }, () => verify(given, '000000')))
      const codes = misses.map((one) => (one.status === 'rejected' ? one.reason.code : 'taken'))
      expect(codes.filter((code) => code === 'TWO_FACTOR_CODE_WRONG')).toHaveLength(5)
      expect(codes.filter((code) => code === 'CHALLENGE_EXPIRED')).toHaveLength(25)
      await expect(verify(given, await enrolled.code())).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' })
    })

    it('tells how many attempts are left', async () => {
      const given = await challenge()
      const left: unknown[] = []
      for (let n = 0; n < 5; n += 1) await verify(given, '000000').catch((error) => left.push(error.data))
      expect(left).toEqual([4, 3, 2, 1, 0].map((attemptsLeft) => ({ attemptsLeft })))
    })

    it('slows further sign-ins down by misses, which a right password alone does not forget', async () => {
      for (let n = 0; n < 5; n += 1) await verify(await challenge(), '000000').catch(() => {})
      site.waited.length = 0
      await challenge()
      expect(site.waited).toEqual([4000])
      const given = await challenge()
      await verify(given, await enrolled.code())
      site.waited.length = 0
      await challenge()
      expect(site.waited).toEqual([0])
    })

    it('opens nothing after five minutes, twice, or for another challenge', async () => {
      const late = await challenge()
      site.pass(5 * 60_000)
      await expect(verify(late, await enrolled.code())).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' })
      const once = await challenge()
      await verify(once, await enrolled.code())
      site.pass(30_000)
      await expect(verify(once, await enrolled.code())).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' })
      await expect(verify('made-up', await enrolled.code())).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' })
    })

    it('is over when the account is disabled, sign-ins are frozen or the password has changed since', async () => {
      const given = await challenge()
      await freezeSignIns(site.storage.db, { since: 0, by: 'admin' })
      await expect(verify(given, await enrolled.code())).rejects.toMatchObject({ code: 'SIGN_INS_FROZEN' })
      await site.storage.db.deleteFrom('securityState').execute()
      await site.storage.db.updateTable('users').set({ state: 'disabled' }).execute()
      await expect(verify(given, await enrolled.code())).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' })
      await site.storage.db.updateTable('users').set({ state: 'active' }).execute()
      const newPassword = 'another long enough one'
      await (await admin.call()).changePassword({ currentPassword: testPassword, newPassword })
      await expect(verify(given, await enrolled.code())).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' })
    })

    it('is asked for behind every sign-in address', async () => {
      const secret = site.security.createSignInSecret(await site.userId('admin'))
      expect(await (await site.browser().call()).claimSignInLink({ secret })).toEqual({ outcome: 'sign-in' })
    })

    it('is taken together with the password from programs', async () => {
      const context = {
        requestId: 'r',
        transport: 'rest',
        remoteAddress: '',
        userAgent: '',
        caller: { kind: 'anonymous' },
      } as const
      const signIn = async (code?: string) =>
        site.security.identity.signIn.signInAtOnce({ name: 'admin', password: testPassword, code }, context)
      await expect(signIn()).rejects.toMatchObject({ code: 'TWO_FACTOR_CODE_WRONG' })
      await expect(signIn('000000')).rejects.toMatchObject({ code: 'TWO_FACTOR_CODE_WRONG' })
      expect((await signIn(await enrolled.code())).token).not.toBe('')
    })
  })

  describe('backup codes', () => {
    let enrolled: Enrolled

    beforeEach(async () => {
      enrolled = await enrol(site, admin)
    })

    it('are ten, each opens once, in any order and however they are typed', async () => {
      const { backupCodes } = enrolled
      expect(backupCodes).toHaveLength(10)
      expect(new Set(backupCodes).size).toBe(10)
      const typed = backupCodes
        .toReversed()
        .map((code, n) => (n % 2 === 0 ? code.toLowerCase().replace('-', ' ') : code))
      for (const [n, code] of typed.entries()) {
        expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}[ -][0-9a-hjkmnp-tv-z]{4}$/i)
        await verify(await challenge(), code)
        expect(await status()).toMatchObject({ backupCodesLeft: 9 - n })
        const notice = { type: 'notice', code: 'security.notice.backup-code-used', data: { left: 9 - n } }
        expect(site.events.at(-1)).toMatchObject(notice)
        await expect(verify(await challenge(), code)).rejects.toMatchObject({ code: 'TWO_FACTOR_CODE_WRONG' })
      }
    })

    it('are of the person they were shown to', async () => {
      await (await admin.call()).users.create({ name: 'taro', role: 'viewer', password: testPassword })
      const taro = await site.signedIn('taro')
      const { backupCodes } = await enrol(site, taro)
      await expect(verify(await challenge(), backupCodes[0] ?? '')).rejects.toMatchObject({
        code: 'TWO_FACTOR_CODE_WRONG',
      })
    })

    it('are replaced by new ones, under another token', async () => {
      const before = admin.token
      const renewed = await (await admin.call()).twoFactor.renewBackupCodes({ password: testPassword })
      expect(admin.token).not.toBe(before)
      await expect(verify(await challenge(), enrolled.backupCodes[0] ?? '')).rejects.toMatchObject({
        code: 'TWO_FACTOR_CODE_WRONG',
      })
      await verify(await challenge(), renewed.backupCodes[0] ?? '')
    })

    it('go on working after a change of the pepper', async () => {
      await site.security.identity.rotatePepper()
      await site.security.identity.rotatePepper()
      await verify(await challenge(), enrolled.backupCodes[3] ?? '')
    })
  })

  describe('taken away', () => {
    it('takes the password, ends what was given out before, and asks for a longer password where it was short', async () => {
      await enrol(site, admin)
      const shorter = 'x7Kq!mP2vR9t'
      await (await admin.call()).changePassword({ currentPassword: testPassword, newPassword: shorter })
      const { twoFactor } = await admin.call()
      await expect(twoFactor.disable({ password: 'wrong' })).rejects.toMatchObject({ code: 'PASSWORD_WRONG' })
      const before = admin.token
      expect(await twoFactor.disable({ password: shorter })).toMatchObject({ session: { duty: 'change-password' } })
      expect(admin.token).not.toBe(before)
      expect(await status()).toMatchObject({ state: 'off', backupCodesLeft: 0 })
      expect(await (await site.browser().call()).signIn({ name: 'admin', password: shorter })).toMatchObject({
        outcome: 'signed-in',
      })
    })

    it('is refused while a role asks for it, by the settings or by its own rule', async () => {
      await enrol(site, admin)
      const disable = async () => (await admin.call()).twoFactor.disable({ password: testPassword })
      site.settings = { ...site.settings, twoFactorRequiredRoles: ['administrator'] }
      await expect(disable()).rejects.toMatchObject({ code: 'TWO_FACTOR_MANDATORY' })
      site.settings = { ...site.settings, twoFactorRequiredRoles: ['viewer'] }
      await site.storage.db.updateTable('users').set({ twoFactorRequired: 1 }).execute()
      await expect(disable()).rejects.toMatchObject({ code: 'TWO_FACTOR_MANDATORY' })
      await site.storage.db.updateTable('users').set({ twoFactorRequired: 0 }).execute()
      expect(await disable()).toMatchObject({ session: { duty: null } })
      await expect(disable()).rejects.toMatchObject({ code: 'TWO_FACTOR_STATE', data: { state: 'off' } })
    })

    it('makes an open challenge worthless', async () => {
      const { code } = await enrol(site, admin)
      const given = await challenge()
      await (await admin.call()).twoFactor.disable({ password: testPassword })
      await expect(verify(given, await code())).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' })
    })
  })

  it('is the first thing to do where a role asks for it', async () => {
    site.settings = { ...site.settings, twoFactorRequiredRoles: ['administrator'] }
    expect(await admin.state()).toMatchObject({
      session: { duty: 'enrol-two-factor', user: { twoFactor: 'required' } },
      caller: { duty: 'enrol-two-factor' },
    })
    await enrol(site, admin)
    expect(await admin.state()).toMatchObject({ session: { duty: null, user: { twoFactor: 'on' } } })
    site.settings = { ...site.settings, twoFactorRequiredRoles: [] }
    await (await admin.call()).users.create({ name: 'taro', role: 'viewer', password: testPassword })
    await site.storage.db.updateTable('users').set({ twoFactorRequired: 1 }).where('nameKey', '=', 'taro').execute()
    expect(await (await site.signedIn('taro')).state()).toMatchObject({ session: { duty: 'enrol-two-factor' } })
  })

  describe('used twice at the same moment', () => {
    const rounds = soak ? 1000 : 30

    it(`opens once, in ${rounds} races of one code and ${rounds} of one backup code`, async () => {
      const { factors } = site.security.identity
      const { code, backupCodes } = await enrol(site, admin)
      const userId = await site.userId('admin')
      const race = async (typed: string) => {
        const read = await factors.read(userId, typed)
        const spend = () => site.storage.transaction((tx) => factors.spend(tx, userId, read))
        return (await Promise.all([spend(), spend(), spend()])).filter((spent) => spent !== null)
      }
      for (let round = 0; round < rounds; round += 1) {
        expect(await race(await code())).toHaveLength(1)
        site.pass(30_000)
        expect(await race(backupCodes[round % 10] ?? '')).toHaveLength(1)
        await site.storage.db.updateTable('userBackupCodes').set({ usedAt: null }).execute()
      }
    })

    it('begins one session, through two challenges too', async () => {
      const { code } = await enrol(site, admin)
      const typed = await code()
      const challenges = [await challenge(), await challenge()]
      const outcomes = await Promise.allSettled([...challenges, ...challenges].map((given) => verify(given, typed)))
      expect(outcomes.filter(({ status: one }) => one === 'fulfilled')).toHaveLength(1)
      const sessions = await site.storage.db
        .selectFrom('userSessions')
        .select('id')
        .where('method', '=', 'two-factor')
        .execute()
      expect(sessions).toHaveLength(1)
    })
  })
})
