import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import { localOperator } from '#main/app/owner-calls.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { adminPassword, callContext, openTestApplication, recordedEffects, setUp } from './test-application.ts'

describeOnEachDatabase('what belongs to somebody else', (open) => {
  it('cannot be reached by its id, nor by fields that are not asked for', async () => {
    const opened = await openTestApplication({ storage: await open() })
    const { app, ports } = opened
    try {
      const { token: admin, userId } = await setUp(app)
      const person = { name: 'taro', role: 'viewer', password: adminPassword, language: 'ja' } as const
      await app.security.createUser(person, localOperator())
      const effects = recordedEffects()
      const stranger = createRouterClient(app.router, { context: callContext({ effects }) })
      await stranger.security.signIn({ name: 'taro', password: adminPassword })
      const of = (sessionToken: string) => createRouterClient(app.router, { context: callContext({ sessionToken }) })
      const taro = of(effects.token ?? '')
      const [session] = (await of(admin).security.session.listOwn()).items
      expect((await taro.security.session.listOwn()).items).toHaveLength(1)
      expect(await taro.security.session.endOwn({ ids: [session?.id ?? ''] })).toEqual({ endedSessions: 0 })
      expect((await of(admin).security.profile()).name).toBe('admin')
      const aboutAnother = { permission: 'users.manage', userId } as const
      await expect(taro.security.access.explain(aboutAnother)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const before = await ports.storage.db.selectFrom('users').selectAll().orderBy('id').execute()
      const extra: object = { role: 'administrator', id: userId, userId, name: 'root', state: 'active' }
      const refused = { code: 'VALIDATION' }
      const passwords = { currentPassword: adminPassword, newPassword: `${adminPassword} 2` }
      await expect(taro.security.changeLanguage({ language: 'en', ...extra })).rejects.toMatchObject(refused)
      await expect(taro.security.changePassword({ ...passwords, ...extra })).rejects.toMatchObject(refused)
      await expect(stranger.security.signIn({ ...person, ...extra })).rejects.toMatchObject(refused)
      expect(await ports.storage.db.selectFrom('users').selectAll().orderBy('id').execute()).toEqual(before)
    } finally {
      await app.stop()
    }
  })
})
