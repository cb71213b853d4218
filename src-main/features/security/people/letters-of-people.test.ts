import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#main/platform/durations.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { Delivery } from '#shared/features/security/values.ts'
import { type RecordedLetters, recordedLetters } from '#test/fixtures/recorded-letters.ts'
import { type TestBrowser, TestSecurity, testPassword } from '#test/fixtures/test-security.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'

const otherPassword = 'violet harbour twelve lanterns'
const operator = { transport: 'cli', caller: { kind: 'local-operator', systemUser: 'root' } } as const

const codeIn = (text: string) => /([0-9A-Z]{4}-){5}[0-9A-Z]{4}/.exec(text)?.[0] ?? ''
const linkIn = (text: string) => /https:\/\/\S+/.exec(text)?.[0] ?? ''
const secretIn = (text: string) => linkIn(text).split('=')[1] ?? ''

function paper(delivery: Delivery): string {
  if (delivery.by !== 'letter') throw new Error('it went by mail')
  return delivery.letter.text
}

describeOnEachDatabase('letters of people', (open) => {
  let storage: Storage
  let letters: RecordedLetters
  let site: TestSecurity
  let admin: TestBrowser

  beforeEach(async () => {
    storage = await open()
    letters = recordedLetters(true)
    site = new TestSecurity(storage, { letters })
    site.settings = { ...site.settings, publicUrl: 'https://kuraban.example.jp' }
    admin = await site.setUp()
  })

  const lastLetter = () => letters.written.at(-1)?.text ?? ''
  const stranger = () => site.browser().call()
  const create = async (name: string, email: string | null = `${name}@example.jp`) =>
    (await admin.call()).users.create({ name, role: 'viewer', password: testPassword, email })

  describe('invitations', () => {
    const invite = async (email: string | null = 'hana@example.jp') =>
      (await admin.call()).invitations.create({ name: 'hana', email, role: 'operator', language: 'ja' })
    const accept = async (secret: string, name = 'hana', password = otherPassword) =>
      (await stranger()).invitationEntrance.accept({ secret, name, password, language: 'en' })

    it('bring a link by mail that lets its reader in once, under a name and password of their own', async () => {
      const { invitation, delivery } = await invite()
      expect(delivery).toEqual({ by: 'mail', recipient: 'hana@example.jp' })
      expect(letters.sent).toEqual(letters.written.map(({ id }) => id))
      expect(linkIn(lastLetter())).toMatch(/^https:\/\/kuraban\.example\.jp\/#invitation=[\w-]{43}$/)
      const secret = secretIn(lastLetter())
      expect(JSON.stringify(await storage.db.selectFrom('invitations').selectAll().execute())).not.toContain(secret)
      expect(await (await stranger()).invitationEntrance.look({ secret })).toEqual({
        ...{ siteName: 'Nagoya', name: 'hana', invitedBy: 'admin', language: 'ja' },
      })
      const { session } = await accept(secret, '花')
      expect(session.user).toMatchObject({ name: '花', email: 'hana@example.jp', role: 'operator', language: 'en' })
      const gone = { code: 'INVITATION_INVALID' }
      await expect(accept(secret, 'x')).rejects.toMatchObject(gone)
      await expect((await stranger()).invitationEntrance.look({ secret })).rejects.toMatchObject(gone)
      expect((await (await admin.call()).invitations.list({})).items).toMatchObject([
        { id: invitation.id, state: 'accepted' },
      ])
    })

    it('bring a code on paper where no mail goes, and are taken up by one of many at once', async () => {
      letters.mailConfigured = false
      const { delivery } = await invite(null)
      const code = codeIn(paper(delivery))
      expect(letters.written).toEqual([])
      expect(paper(delivery)).toContain('2026年11月29日')
      const typed = code.toLowerCase().replaceAll('-', ' ')
      const all = await Promise.allSettled(Array.from({ length: 5 }, (_, n) => accept(typed, `hana ${n}`)))
      expect(all.filter(({ status }) => status === 'fulfilled').length).toBe(1)
      expect(await storage.db.selectFrom('users').select('id').execute()).toHaveLength(2)
    })

    it('tell the code by mail where the site has no address', async () => {
      site.settings = { ...site.settings, publicUrl: '' }
      await invite()
      await accept(codeIn(lastLetter()))
    })

    it('survive a bad password or a taken name, and nothing is half done', async () => {
      await invite()
      const secret = secretIn(lastLetter())
      await expect(accept(secret, 'hana', 'short')).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' })
      await expect(accept(secret, 'ADMIN')).rejects.toMatchObject({ code: 'CONFLICT', data: { field: 'name' } })
      await accept(secret)
    })

    it('end after 7 days, when withdrawn, and when sent again', async () => {
      const { invitation } = await invite()
      const first = secretIn(lastLetter())
      const client = await admin.call()
      await client.invitations.resend({ id: invitation.id })
      const second = secretIn(lastLetter())
      await expect(accept(first)).rejects.toMatchObject({ code: 'INVITATION_INVALID' })
      site.pass(7 * dayMs)
      await expect(accept(second)).rejects.toMatchObject({ code: 'INVITATION_INVALID' })
      admin = await site.signedIn('admin')
      const again = await admin.call()
      expect((await again.invitations.list({})).items).toMatchObject([{ state: 'expired' }])
      await again.invitations.resend({ id: invitation.id })
      await again.invitations.withdraw({ id: invitation.id })
      await expect(accept(secretIn(lastLetter()))).rejects.toMatchObject({ code: 'INVITATION_INVALID' })
      for (const call of [again.invitations.resend, again.invitations.withdraw]) {
        await expect(call({ id: invitation.id })).rejects.toMatchObject({ code: 'STALE' })
      }
    })

    it('go to nobody twice, and to nobody who is there', async () => {
      await invite()
      await expect(invite()).rejects.toMatchObject({ code: 'CONFLICT' })
      const client = await admin.call()
      const there = client.invitations.create({ name: 'ＡＤＭＩＮ', role: 'viewer' })
      await expect(there).rejects.toMatchObject({ code: 'CONFLICT', data: { field: 'name' } })
    })
  })

  describe('a forgotten password', () => {
    const request = async (name: string) => (await stranger()).passwordReset.request({ name })
    const complete = async (secret: string, name = '', newPassword = otherPassword) =>
      (await stranger()).passwordReset.complete({ name, secret, newPassword })

    it('is replaced through a link, once, and every session of before ends', async () => {
      await create('taro')
      const taro = await site.signedIn('taro')
      await request('TARO')
      expect(linkIn(lastLetter())).toMatch(/^https:\/\/kuraban\.example\.jp\/#reset=[\w-]{43}$/)
      const secret = secretIn(lastLetter())
      const all = await Promise.allSettled(Array.from({ length: 6 }, () => complete(secret)))
      expect(all.filter(({ status }) => status === 'fulfilled').length).toBe(1)
      await expect(complete(secret)).rejects.toMatchObject({ code: 'RESET_INVALID' })
      expect(await taro.state()).toMatchObject({ state: 'ended', reason: 'revoked' })
      await expect(site.signedIn('taro')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
      expect(letters.written.at(-1)).toMatchObject({ kind: 'password-changed', recipient: 'taro@example.jp' })
      await (await stranger()).signIn({ name: 'taro', password: otherPassword })
    })

    it('is asked for by name or address, and answers alike whatever is known', async () => {
      await create('taro')
      await create('nomail', null)
      const disabled = await create('disabled')
      await (await admin.call()).users.setState({ id: disabled.id, state: 'disabled' })
      const before = site.waited.length
      for (const name of ['taro', 'taro@example.jp', 'nobody', 'nomail', 'disabled']) {
        expect(await request(name)).toEqual({})
      }
      expect(site.waited.slice(before)).toEqual([700, 700, 700, 700, 700])
      expect(letters.written.map(({ recipient }) => recipient)).toEqual(['taro@example.jp', 'taro@example.jp'])
      letters.mailConfigured = false
      for (const name of ['taro', 'nobody']) await expect(request(name)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    })

    it('brings no more than three letters at a time to one address', async () => {
      await create('taro')
      for (let n = 0; n < 6; n += 1) await request('taro')
      expect(letters.written.length).toBe(3)
      site.pass(31 * minuteMs)
      await request('taro')
      expect(letters.written.length).toBe(4)
    })

    it('is not replaced after 30 minutes, by another secret, or for somebody disabled', async () => {
      const { id } = await create('taro')
      await request('taro')
      const secret = secretIn(lastLetter())
      await expect(complete('x')).rejects.toMatchObject({ code: 'RESET_INVALID' })
      await expect(complete(secret, '', 'short')).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' })
      await storage.db.updateTable('users').set({ state: 'disabled' }).where('id', '=', id).execute()
      await expect(complete(secret)).rejects.toMatchObject({ code: 'RESET_INVALID' })
      await storage.db.updateTable('users').set({ state: 'active' }).where('id', '=', id).execute()
      site.pass(30 * minuteMs)
      await expect(complete(secret)).rejects.toMatchObject({ code: 'RESET_INVALID' })
      await site.signedIn('taro')
    })

    it('does not go round a second factor', async () => {
      const { id } = await create('taro')
      await storage.db.updateTable('users').set({ twoFactorEnabled: 1 }).where('id', '=', id).execute()
      await request('taro')
      expect(await complete(secretIn(lastLetter()))).toMatchObject({ outcome: 'two-factor', requiresTwoFactor: true })
      const sessions = await storage.db.selectFrom('userSessions').selectAll().where('userId', '=', id).execute()
      expect(sessions).toEqual([])
    })

    it('is replaced with the code of a printed letter for 7 days, by its owner’s name only', async () => {
      const { id } = await create('taro', null)
      await create('jiro')
      const reset = async () => paper(await (await admin.call()).users.resetPassword({ id, by: 'letter' }))
      const text = await reset()
      expect(JSON.stringify(await storage.db.selectFrom('auditLog').selectAll().execute())).not.toContain(codeIn(text))
      await expect(complete(codeIn(text), 'jiro')).rejects.toMatchObject({ code: 'RESET_INVALID' })
      await expect(complete(codeIn(text), '')).rejects.toMatchObject({ code: 'RESET_INVALID' })
      site.pass(7 * dayMs - minuteMs)
      await complete(codeIn(text).toLowerCase(), 'Taro')
      admin = await site.signedIn('admin')
      const late = codeIn(await reset())
      site.pass(7 * dayMs)
      await expect(complete(late, 'taro')).rejects.toMatchObject({ code: 'RESET_INVALID' })
    })

    it('slows down who guesses at a code', async () => {
      await create('taro')
      const before = site.waited.length
      for (let n = 0; n < 6; n += 1) {
        await expect(complete('AAAA-BBBB', 'taro')).rejects.toMatchObject({ code: 'RESET_INVALID' })
      }
      expect(site.waited.slice(before).at(-1)).toBeGreaterThanOrEqual(1000)
    })

    it('waits for nobody who guesses without a name', async () => {
      await create('taro')
      await request('taro')
      const before = site.waited.length
      for (let n = 0; n < 20; n += 1)
        await expect(complete(`guess ${n}`)).rejects.toMatchObject({ code: 'RESET_INVALID' })
      await complete(secretIn(lastLetter()))
      expect(Math.max(0, ...site.waited.slice(before))).toBe(0)
    })

    it('is not replaced by a letter that went to an address of before', async () => {
      const { id } = await create('taro')
      await request('taro')
      const secret = secretIn(lastLetter())
      await (await admin.call()).users.update({ id, email: 'taro@example.jp', language: 'en' })
      await request('taro')
      await (await admin.call()).users.update({ id, email: 'new@example.jp' })
      for (const former of [secret, secretIn(lastLetter())]) {
        await expect(complete(former)).rejects.toMatchObject({ code: 'RESET_INVALID' })
      }
      await request('taro')
      await complete(secretIn(lastLetter()))
    })

    it('is sent by mail for an administrator only where mail reaches the person', async () => {
      const { id } = await create('nomail', null)
      const client = await admin.call()
      await expect(client.users.resetPassword({ id, by: 'mail' })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      const taro = await create('taro')
      const delivery = await client.users.resetPassword({ id: taro.id, by: 'mail' })
      expect(delivery).toEqual({ by: 'mail', recipient: 'taro@example.jp' })
      await complete(secretIn(lastLetter()))
    })

    it('stays as it is while nobody may sign in', async () => {
      await create('taro')
      await request('taro')
      const value = { name: 'sign-ins-frozen', value: '{"by":"admin"}', updatedAt: site.time.wallMs }
      await storage.db.insertInto('securityState').values(value).execute()
      const secret = secretIn(lastLetter())
      await expect(complete(secret)).rejects.toMatchObject({ code: 'SIGN_INS_FROZEN' })
      await storage.db.deleteFrom('securityState').execute()
      await complete(secret)
    })
  })

  describe('a lost device', () => {
    it('is forgiven by an administrator: the second factor goes, sessions end, the person is told', async () => {
      const { id } = await create('taro')
      const taro = await site.signedIn('taro')
      await storage.db.updateTable('users').set({ twoFactorEnabled: 1 }).where('id', '=', id).execute()
      const backup = { id: crypto.randomUUID(), userId: id, codeHash: 'x', usedAt: null }
      await storage.db.insertInto('userBackupCodes').values(backup).execute()
      expect(await (await admin.call()).users.resetTwoFactor({ id })).toMatchObject({ twoFactor: 'off' })
      expect(await taro.state()).toMatchObject({ state: 'ended' })
      expect(await storage.db.selectFrom('userBackupCodes').selectAll().execute()).toEqual([])
      expect(letters.written).toMatchObject([{ kind: 'two-factor-reset', recipient: 'taro@example.jp' }])
      await site.signedIn('taro')
    })
  })

  describe('the emergency administrator', () => {
    const onMachine = () => site.browser(operator).call()
    const recover = async (name = 'rescue') => (await onMachine()).recovery.createAdministrator({ name })

    it('gets in while sign-ins are frozen, owes password and second factor, and is told to everybody', async () => {
      await storage.db.updateTable('users').set({ email: 'a@example.jp', emailKey: 'a@example.jp' }).execute()
      const value = { name: 'sign-ins-frozen', value: '{"by":"admin"}', updatedAt: site.time.wallMs }
      await storage.db.insertInto('securityState').values(value).execute()
      const { user, password, expiresAt } = await recover()
      expect(user).toMatchObject({ role: 'administrator', breakGlass: true, twoFactor: 'required', expiresAt })
      expect(Date.parse(expiresAt) - site.time.wallMs).toBe(hourMs)
      const rescue = site.browser()
      await (await rescue.call()).signIn({ name: 'rescue', password: password ?? '' })
      expect(await rescue.state()).toMatchObject({ session: { duty: 'change-password', user: { breakGlass: true } } })
      await (await rescue.call()).changePassword({ currentPassword: password ?? '', newPassword: otherPassword })
      expect(await rescue.state()).toMatchObject({ session: { duty: 'enrol-two-factor' } })
      expect(letters.written).toMatchObject([{ kind: 'break-glass', recipient: 'a@example.jp' }])
      const notice = { type: 'notice', code: 'security.notice.break-glass', data: { name: 'rescue', expiresAt } }
      expect(site.events).toContainEqual(expect.objectContaining(notice))
      const rows = await storage.db.selectFrom('auditLog').selectAll().execute()
      expect(rows.at(-1) && rows.map(({ action }) => action)).toContain('security.recovery.createAdministrator')
      expect(JSON.stringify([rows, site.events, letters.written])).not.toContain(password)
    })

    it('is one at a time, ends after an hour, and gives its name to the next', async () => {
      await recover()
      const alive = { code: 'BREAK_GLASS_ALIVE', data: { name: 'rescue' } }
      for (const name of ['rescue', 'another']) await expect(recover(name)).rejects.toMatchObject(alive)
      const restore = (await onMachine()).recovery.restoreAdministrator({ name: 'admin' })
      await expect(restore).rejects.toMatchObject(alive)
      site.pass(hourMs)
      const first = await site.userId('rescue')
      await site.security.people.breakGlass.sweep()
      admin = await site.signedIn('admin')
      expect(await (await admin.call()).users.get({ id: first })).toMatchObject({ state: 'disabled' })
      const { user } = await recover()
      expect(user.id).not.toBe(first)
    })

    it('is stopped at the moment its hour is over, swept or not', async () => {
      const { password } = await recover()
      const rescue = site.browser()
      await (await rescue.call()).signIn({ name: 'rescue', password: password ?? '' })
      site.pass(29 * minuteMs)
      await rescue.call()
      site.pass(29 * minuteMs)
      await rescue.call()
      expect((await rescue.state()).state).toBe('live')
      site.pass(2 * minuteMs)
      expect((await rescue.state()).state).toBe('ended')
      const again = (await stranger()).signIn({ name: 'rescue', password: password ?? '' })
      await expect(again).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
    })

    it('is made by commands of the machine only', async () => {
      const refused = { code: 'FORBIDDEN' }
      const client = await admin.call()
      await expect(client.recovery.createAdministrator({ name: 'x' })).rejects.toMatchObject(refused)
      await expect(client.recovery.restoreAdministrator({ name: 'admin' })).rejects.toMatchObject(refused)
    })

    it('is one of two started at the same moment', async () => {
      const both = await Promise.allSettled([recover('a'), recover('b')])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    })

    it('lets an administrator in again who lost device and password, by a code good once', async () => {
      const id = await site.userId('admin')
      await storage.db
        .updateTable('users')
        .set({ twoFactorEnabled: 1, state: 'disabled' })
        .where('id', '=', id)
        .execute()
      const client = await onMachine()
      const { code, letter, user } = await client.recovery.restoreAdministrator({ name: 'ADMIN' })
      expect(user).toMatchObject({ state: 'active', twoFactor: 'off' })
      expect(letter.text).toContain(code)
      const second = client.recovery.restoreAdministrator({ name: 'admin' })
      await expect(second).rejects.toMatchObject({ code: 'BREAK_GLASS_ALIVE' })
      const complete = async () =>
        (await stranger()).passwordReset.complete({ name: 'admin', secret: code, newPassword: otherPassword })
      expect(await complete()).toMatchObject({ outcome: 'signed-in' })
      await expect(complete()).rejects.toMatchObject({ code: 'RESET_INVALID' })
      await client.recovery.restoreAdministrator({ name: 'admin' })
    })

    it('is not for people who never were administrators', async () => {
      await create('taro')
      const restore = (await onMachine()).recovery.restoreAdministrator({ name: 'taro' })
      await expect(restore).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })
})
