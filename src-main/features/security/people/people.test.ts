import { beforeEach, describe, expect, it } from 'vitest'
import { hourMs } from '#main/platform/durations.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { Permission } from '#shared/contract/permissions.ts'
import { type RecordedLetters, recordedLetters } from '#test/fixtures/recorded-letters.ts'
import { type TestBrowser, TestSecurity, testPassword } from '#test/fixtures/test-security.ts'
import { countQueries } from '#test/stores/count-queries.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'

describeOnEachDatabase('people', (open) => {
  let storage: Storage
  let letters: RecordedLetters
  let site: TestSecurity
  let admin: TestBrowser

  beforeEach(async () => {
    storage = await open()
    letters = recordedLetters(true)
    site = new TestSecurity(storage, { letters })
    admin = await site.setUp()
  })

  const create = async (name: string, more: { role?: string; email?: string } = {}) =>
    (await admin.call()).users.create({ name, role: 'viewer', password: testPassword, ...more })

  const held = async (id: string) => {
    const row = await storage.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    return JSON.parse(row.heldAccess).builtInRoles
  }

  const audited = async () => {
    const rows = await storage.db.selectFrom('auditLog').selectAll().orderBy('at').orderBy('id').execute()
    return rows.map(({ action, outcome }) => `${action} ${outcome}`)
  }

  describe('the list', () => {
    it('finds people by part of name or address, state, role, group and second factor', async () => {
      const client = await admin.call()
      const taro = await create('山田 太郎', { email: 'Taro@Example.jp' })
      const hana = await create('100%_Hanako', { role: 'operator' })
      const group = await client.groups.create({ name: '情報', role: null })
      await client.groups.setMembers({ id: group.id, userIds: [hana.id] })
      await client.users.setState({ id: taro.id, state: 'disabled' })
      const names = async (filter: Parameters<typeof client.users.list>[0]) =>
        (await client.users.list(filter)).items.map(({ name }) => name)
      expect(await names({ search: '太' })).toEqual([taro.name])
      expect(await names({ search: 'TARO@ex' })).toEqual([taro.name])
      expect(await names({ search: '%_' })).toEqual([hana.name])
      expect(await names({ search: '\\' })).toEqual([])
      expect(await names({ state: 'disabled' })).toEqual([taro.name])
      expect(await names({ role: 'operator' })).toEqual([hana.name])
      expect(await names({ groupId: group.id })).toEqual([hana.name])
      expect(await names({ twoFactor: 'required' })).toEqual([])
      site.settings = { ...site.settings, twoFactorRequiredRoles: ['operator'] }
      expect(await names({ twoFactor: 'required' })).toEqual([hana.name])
      expect(await names({ twoFactor: 'off' })).toEqual(expect.arrayContaining(['admin', taro.name]))
      await expect(client.users.list({ cursor: 'x' })).rejects.toMatchObject({ code: 'VALIDATION' })
    })

    it('takes two look-ups however many people and groups there are', async () => {
      const client = await admin.call()
      for (let n = 0; n < 8; n += 1) {
        const { id } = await create(`person ${n}`)
        const group = await client.groups.create({ name: `group ${n}`, role: null })
        await client.groups.setMembers({ id: group.id, userIds: [id] })
      }
      const { result, statements } = await countQueries(storage, () => client.users.list({ limit: 100 }))
      expect(result.items.flatMap(({ groups }) => groups).length).toBe(8)
      expect(statements.length).toBeLessThanOrEqual(2)
      const names: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page = await client.users.list({ limit: 4, ...(cursor === '' ? {} : { cursor }) })
        names.push(...page.items.map(({ name }) => name))
        cursor = page.nextCursor
      }
      expect(names).toEqual(['admin', ...Array.from({ length: 8 }, (_, n) => `person ${n}`)])
    })
  })

  describe('a person', () => {
    it('has an address of their own, whatever its case', async () => {
      await create('taro', { email: 'taro@example.jp' })
      await expect(create('hanako', { email: 'TARO@EXAMPLE.JP' })).rejects.toMatchObject({
        code: 'CONFLICT',
        data: { field: 'email' },
      })
      const hanako = await create('hanako', { email: 'hanako@example.jp' })
      const client = await admin.call()
      const change = (email: string | null) => client.users.update({ id: hanako.id, email })
      await expect(change('Taro@example.jp')).rejects.toMatchObject({ code: 'CONFLICT', data: { field: 'email' } })
      expect(await change(null)).toMatchObject({ email: null, name: 'hanako' })
      await expect(client.users.update({ id: hanako.id, name: 'ＴＡＲＯ' })).rejects.toMatchObject({
        data: { field: 'name' },
      })
      expect(await client.users.update({ id: hanako.id, name: '花子', language: 'en' })).toMatchObject({
        ...{ name: '花子', language: 'en', email: null },
      })
    })

    it('who is disabled loses sessions, tokens, keys and letters at once, and comes back without them', async () => {
      const { id } = await create('taro', { role: 'administrator' })
      const taro = await site.signedIn('taro')
      const key = await (await taro.call()).apiKeys.create({
        ...{ name: 'k', scopes: ['users.read'], networks: [], validDays: 30 },
      })
      await (await admin.call()).users.resetPassword({ id, by: 'letter' })
      await (await admin.call()).users.setState({ id, state: 'disabled' })
      expect(await taro.state()).toMatchObject({ state: 'ended', reason: 'revoked' })
      await expect(site.signedIn('taro')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
      const [row] = await storage.db.selectFrom('apiKeys').selectAll().execute()
      expect(row).toMatchObject({ id: key.apiKey.id, revokedAt: expect.any(Number) })
      const secrets = await storage.db.selectFrom('oneTimeSecrets').selectAll().where('userId', '=', id).execute()
      expect(secrets).toEqual([])
      const user = await storage.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      expect(user.credentialVersion).toBe(1)
      await (await admin.call()).users.setState({ id, state: 'active' })
      expect(await taro.state()).toMatchObject({ state: 'ended' })
      await site.signedIn('taro')
    })

    it('keeps name and record when removed', async () => {
      const { id } = await create('taro')
      const taro = await site.signedIn('taro')
      expect(await (await admin.call()).users.remove({ id })).toEqual({ endedSessions: 1 })
      expect((await taro.state()).state).toBe('unknown')
      expect(site.events).toContainEqual(expect.objectContaining({ type: 'security.session.ended' }))
      expect(await audited()).toContain('security.users.remove done')
      await expect((await admin.call()).users.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('comes from another system with the hash it kept of their password', async () => {
      const { hash } = await import('@node-rs/bcrypt')
      const client = await admin.call()
      const bcrypt = await hash(testPassword, 4)
      const { id } = await client.users.create({ name: 'taro', role: 'viewer', passwordHash: bcrypt })
      await site.signedIn('taro')
      const row = await storage.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      expect(row.passwordHash).toMatch(/^\$argon2id\$/)
      const peppered = row.passwordHash ?? ''
      for (const passwordHash of [peppered, 'plain', '$2b$31$abcdefghijklmnopqrstuuA', '']) {
        const refused = client.users.create({ name: 'jiro', role: 'viewer', passwordHash })
        await expect(refused).rejects.toMatchObject({ code: 'VALIDATION' })
      }
      await expect(client.users.create({ name: 'jiro', role: 'viewer' })).rejects.toMatchObject({ code: 'VALIDATION' })
    })

    it('who must choose another password does that first', async () => {
      await (await admin.call()).users.create({
        ...{ name: 'taro', role: 'viewer', password: testPassword, mustChangePassword: true },
      })
      expect(await (await site.signedIn('taro')).state()).toMatchObject({ session: { duty: 'change-password' } })
    })
  })

  describe('somebody always stays administrator', () => {
    it('whatever is done to the last one', async () => {
      const client = await admin.call()
      const id = await site.userId('admin')
      const group = await client.groups.create({ name: 'g', role: null })
      const refused = { code: 'LAST_ADMINISTRATOR' }
      const attempts = [
        () => client.users.setRole({ id, role: 'viewer' }),
        () => client.users.setState({ id, state: 'disabled' }),
        () => client.users.remove({ id }),
      ]
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(refused)
      const other = await create('other', { role: 'administrator' })
      await client.users.setState({ id: other.id, state: 'disabled' })
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(refused)
      await storage.db
        .updateTable('users')
        .set({ state: 'active', expiresAt: site.time.wallMs + hourMs })
        .where('id', '=', other.id)
        .execute()
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(refused)
      expect(await client.groups.setMembers({ id: group.id, userIds: [id] })).toMatchObject({ memberCount: 1 })
    })

    it('by a group as well', async () => {
      const client = await admin.call()
      const id = await site.userId('admin')
      const boss = await create('boss')
      const group = await client.groups.create({ name: 'admins', role: 'administrator' })
      await client.groups.setMembers({ id: group.id, userIds: [boss.id] })
      expect(await held(boss.id)).toEqual(['viewer', 'administrator'])
      await client.users.setRole({ id, role: 'viewer' })
      const byGroup = await (await site.signedIn('boss')).call()
      const refused = { code: 'LAST_ADMINISTRATOR' }
      await expect(byGroup.groups.setMembers({ id: group.id, userIds: [] })).rejects.toMatchObject(refused)
      await expect(byGroup.groups.remove({ id: group.id })).rejects.toMatchObject(refused)
      await expect(byGroup.groups.update({ id: group.id, name: 'x', role: null })).rejects.toMatchObject(refused)
      await expect(byGroup.users.setState({ id: boss.id, state: 'disabled' })).rejects.toMatchObject(refused)
      expect(await held(boss.id)).toEqual(['viewer', 'administrator'])
    })

    it('when two take it from each other at the same moment', async () => {
      const first = await site.userId('admin')
      for (let round = 0; round < 5; round += 1) {
        const { id: second } = await create(`second ${round}`, { role: 'administrator' })
        const other = await site.signedIn(`second ${round}`)
        const both = await Promise.allSettled([
          (await admin.call()).users.setRole({ id: second, role: 'viewer' }),
          (await other.call()).users.setState({ id: first, state: 'disabled' }),
        ])
        expect(both.filter(({ status }) => status === 'fulfilled').length).toBe(1)
        await storage.db
          .updateTable('users')
          .set({
            state: 'active',
            role: 'administrator',
            heldAccess: JSON.stringify({ builtInRoles: ['administrator'], rules: [] }),
          })
          .where('id', '=', first)
          .execute()
        await storage.db.deleteFrom('users').where('id', '=', second).execute()
        admin = await site.signedIn('admin')
      }
    })
  })

  describe('power over others', () => {
    it('is never more than what one holds', async () => {
      const client = await admin.call()
      const role = await client.roles.create({
        ...{ name: 'people', description: '', requiresTwoFactor: false },
        rules: [{ effect: 'allow', permissions: ['users.read', 'users.manage'] }],
      })
      await create('keeper', { role: role.id })
      const keeper = await (await site.signedIn('keeper')).call()
      const id = await site.userId('admin')
      const group = await client.groups.create({ name: 'admins', role: 'administrator' })
      const taro = await create('taro', { role: role.id })
      const attempts = [
        () => keeper.users.create({ name: 'x', role: 'administrator', password: testPassword }),
        () => keeper.users.setRole({ id: taro.id, role: 'administrator' }),
        () => keeper.users.setState({ id, state: 'disabled' }),
        () => keeper.users.remove({ id }),
        () => keeper.users.update({ id, email: 'keeper@example.jp' }),
        () => keeper.users.resetPassword({ id, by: 'letter' }),
        () => keeper.users.resetTwoFactor({ id }),
        () => keeper.groups.setMembers({ id: group.id, userIds: [taro.id] }),
        () => keeper.groups.create({ name: 'y', role: 'administrator' }),
        () => keeper.invitations.create({ name: 'z', role: 'administrator' }),
        () => keeper.invitations.create({ name: 'z', role: role.id, groupIds: [group.id] }),
      ]
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' })
      expect(await keeper.users.setState({ id: taro.id, state: 'disabled' })).toMatchObject({ state: 'disabled' })
    })

    it('reaches no invitation into a group that holds more', async () => {
      const client = await admin.call()
      const role = await client.roles.create({
        ...{ name: 'people', description: '', requiresTwoFactor: false },
        rules: [{ effect: 'allow', permissions: ['users.read', 'users.manage'] }],
      })
      await create('keeper', { role: role.id })
      const keeper = await (await site.signedIn('keeper')).call()
      const group = await client.groups.create({ name: 'admins', role: 'administrator' })
      const invite = { name: 'hana', role: role.id, groupIds: [group.id] }
      const { invitation } = await client.invitations.create(invite)
      const forbidden = { code: 'FORBIDDEN' }
      await expect(keeper.invitations.resend({ id: invitation.id })).rejects.toMatchObject(forbidden)
      await client.groups.remove({ id: group.id })
      await keeper.invitations.resend({ id: invitation.id })
    })

    it('lifts no denial that holds for oneself', async () => {
      const client = await admin.call()
      const rules = (effect: 'allow' | 'deny', permissions: Permission[]) => ({
        ...{ name: `${effect} ${permissions}`, description: '', requiresTwoFactor: false },
        rules: [{ effect, permissions }],
      })
      const people = await client.roles.create(rules('allow', ['users.read', 'users.manage', 'backup.restore']))
      const never = await client.roles.create(rules('deny', ['backup.restore']))
      const reader = await client.roles.create(rules('allow', ['users.read']))
      const { id } = await create('keeper', { role: people.id })
      const taro = await create('taro', { role: never.id })
      const group = await client.groups.create({ name: 'no restores', role: never.id })
      await client.groups.setMembers({ id: group.id, userIds: [id] })
      const keeper = await (await site.signedIn('keeper')).call()
      const attempts = [
        () => keeper.groups.setMembers({ id: group.id, userIds: [] }),
        () => keeper.groups.update({ id: group.id, name: 'x', role: null }),
        () => keeper.groups.remove({ id: group.id }),
        () => keeper.users.setRole({ id: taro.id, role: reader.id }),
      ]
      for (const attempt of attempts) {
        await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN', data: { permission: 'backup.restore' } })
      }
      await keeper.groups.setMembers({ id: group.id, userIds: [id, taro.id] })
      await keeper.groups.update({ id: group.id, name: 'x', role: never.id })
      expect(await client.groups.setMembers({ id: group.id, userIds: [] })).toMatchObject({ memberCount: 0 })
    })
  })

  describe('groups', () => {
    it('give and take their role at once', async () => {
      const client = await admin.call()
      const { id } = await create('taro')
      const group = await client.groups.create({ name: '運用', role: 'operator' })
      const taro = await site.signedIn('taro')
      const may = async () => {
        const found = await taro.state()
        return found.state === 'live' && found.session.permissions.includes('backup.run')
      }
      expect(await may()).toBe(false)
      await client.groups.setMembers({ id: group.id, userIds: [id, id] })
      expect(await may()).toBe(true)
      expect(await client.users.get({ id })).toMatchObject({ groups: [{ id: group.id, name: '運用' }] })
      await client.groups.update({ id: group.id, name: '運用', role: 'auditor' })
      expect(await held(id)).toEqual(['viewer', 'auditor'])
      await client.groups.remove({ id: group.id })
      expect(await held(id)).toEqual(['viewer'])
      expect(site.events).toContainEqual({ type: 'security.group.changed', id: group.id })
    })

    it('have names of their own, existing roles and existing members', async () => {
      const client = await admin.call()
      const group = await client.groups.create({ name: 'Ops', role: null })
      await expect(client.groups.create({ name: 'ｏｐｓ', role: null })).rejects.toMatchObject({ code: 'CONFLICT' })
      const nobody = crypto.randomUUID()
      const missing = { code: 'NOT_FOUND' }
      await expect(client.groups.create({ name: 'x', role: nobody })).rejects.toMatchObject(missing)
      await expect(client.groups.setMembers({ id: group.id, userIds: [nobody] })).rejects.toMatchObject(missing)
      await expect(client.groups.remove({ id: nobody })).rejects.toMatchObject(missing)
      expect((await client.groups.list({})).items).toMatchObject([{ name: 'Ops', role: null, memberCount: 0 }])
    })

    it('hold a thousand people', async () => {
      const now = site.time.wallMs
      const rows = Array.from({ length: 1200 }, (_, n) => ({
        ...{ id: crypto.randomUUID(), name: `p${n}`, nameKey: `p${n}`, email: null, emailKey: null, role: 'viewer' },
        ...{ heldAccess: '{"builtInRoles":["viewer"],"rules":[]}', language: 'ja' as const, state: 'active' as const },
        ...{ passwordHash: null, mustChangePassword: 0, twoFactorRequired: 0, twoFactorEnabled: 0, expiresAt: null },
        ...{ breakGlass: 0, credentialVersion: 0, createdAt: now, updatedAt: now, lastSignInAt: null },
      }))
      for (let at = 0; at < rows.length; at += 400) {
        await storage.db
          .insertInto('users')
          .values(rows.slice(at, at + 400))
          .execute()
      }
      const client = await admin.call()
      const group = await client.groups.create({ name: 'all', role: 'operator' })
      const changed = await client.groups.setMembers({ id: group.id, userIds: rows.map(({ id }) => id) })
      expect(changed.memberCount).toBe(1200)
      expect(await held(rows.at(-1)?.id ?? '')).toEqual(['viewer', 'operator'])
    })
  })
})
