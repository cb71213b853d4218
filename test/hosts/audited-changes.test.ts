import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { callContext, openTestApplication, setUp } from './test-application.ts'

describe('the name of what was changed', () => {
  it.each(['sqlite', 'postgres'] as const)('is told when it is long gone (%s)', async (engine) => {
    const { app, remove } = await openTestApplication({}, engine)
    try {
      const { token } = await setUp(app)
      const client = createRouterClient(app.router, { context: callContext({ sessionToken: token }) })
      const folder = await temporaryFolder()
      const { users, groups, roles, invitations } = client.security
      const user = await users.create({
        name: '佐藤',
        role: 'viewer',
        password: 'correct horse battery',
        language: 'ja',
      })
      const group = await groups.create({ name: '夜間当番', role: null })
      const role = await roles.create({ name: '監視役', description: '', requiresTwoFactor: false, rules: [watching] })
      const { invitation } = await invitations.create({ name: '鈴木', role: 'viewer', groupIds: [] })
      const location = { kind: 'local' as const, path: join(folder, 'repository') }
      const password = 'Pl4nted-Repository-Secret'
      const repository = await client.backup.repositories.create({ name: '倉庫', location, password })
      const job = await client.backup.jobs.create({ ...jobInput, repositoryId: repository.id, sources: [folder] })
      await client.backup.jobs.remove({ id: job.id })
      await client.backup.repositories.remove({ id: repository.id })
      await users.remove({ id: user.id })
      await groups.remove({ id: group.id })
      await roles.remove({ id: role.id })
      await invitations.withdraw({ id: invitation.id })
      const { items } = await client.security.audit.list({ limit: 100 })
      const names = { [job.id]: '仕事', [repository.id]: '倉庫', [user.id]: '佐藤', [group.id]: '夜間当番' }
      const all: Record<string, string> = { ...names, [role.id]: '監視役', [invitation.id]: '鈴木' }
      const rows = items.filter(({ target }) => target !== null && Object.hasOwn(all, target))
      expect(rows.filter(({ action }) => /\.(remove|withdraw)$/.test(action))).toHaveLength(6)
      expect(rows).toHaveLength(12)
      for (const { target, targetName } of rows) expect(targetName).toBe(all[target ?? ''])
    } finally {
      await remove()
    }
  })
})

describe('a change through the application', () => {
  it.each(['sqlite', 'postgres'] as const)(
    'has one row, with before and after and without secrets (%s)',
    async (engine) => {
      const { app, ports, remove } = await openTestApplication({}, engine)
      const { storage } = ports
      try {
        const { token } = await setUp(app)
        const context = callContext({
          sessionToken: token,
          transport: 'rest',
          remoteAddress: '192.0.2.7',
          userAgent: 'curl/8.5',
        })
        const client = createRouterClient(app.router, { context })
        const folder = await temporaryFolder()
        await mkdir(join(folder, 'source'))
        const password = 'Pl4nted-Repository-Secret'
        const location = { kind: 'local' as const, path: join(folder, 'repository') }
        const { id } = await client.backup.repositories.create({ name: '倉庫', location, password })
        await client.backup.repositories.rename({ id, name: '本社' })
        await client.backup.repositories.setPassword({ id, password })
        const wanted = { ...jobInput, repositoryId: id, sources: [join(folder, 'source')] }
        const job = await client.backup.jobs.create(wanted)
        await client.backup.jobs.update({ ...wanted, name: '毎晩', id: job.id, expectedUpdatedAt: job.updatedAt })
        await client.backup.jobs.run({ id: job.id })
        const rows = await storage.db
          .selectFrom('auditLog')
          .selectAll()
          .where('action', 'like', 'backup.%')
          .orderBy('at')
          .orderBy('id')
          .execute()
        expect(rows.map(({ action }) => action)).toEqual([
          'backup.repositories.create',
          'backup.repositories.rename',
          'backup.repositories.setPassword',
          'backup.jobs.create',
          'backup.jobs.update',
          'backup.jobs.run',
        ])
        for (const row of rows) {
          expect(row).toMatchObject({
            callerName: 'admin',
            remoteAddress: '192.0.2.7',
            userAgent: 'curl/8.5',
            outcome: 'done',
          })
        }
        expect(JSON.parse(rows[1]?.detail ?? '')).toEqual({
          ...{ targetName: '本社', before: { name: '倉庫' }, after: { name: '本社' } },
        })
        expect(JSON.parse(rows[4]?.detail ?? '')).toEqual({
          ...{ targetName: '毎晩', before: { name: '仕事' }, after: { name: '毎晩' } },
        })
        expect(JSON.stringify(rows)).not.toContain(password)
        await expect(client.backup.jobs.create({ ...wanted, name: '毎晩' })).rejects.toMatchObject({ code: 'CONFLICT' })
        const failed = await storage.db.selectFrom('auditLog').selectAll().where('outcome', '=', 'failed').execute()
        expect(failed).toMatchObject([{ action: 'backup.jobs.create', errorCode: 'CONFLICT' }])
      } finally {
        await remove()
      }
    },
  )
})

const jobInput = {
  ...{ name: '仕事', excludes: [], useDefaultExcludes: true, excludeCaches: true, oneFileSystem: false },
  ...{ excludeLargerThanBytes: null, compression: 'auto' as const, tags: [], schedule: null, enabled: true },
}

const watching = { effect: 'allow' as const, permissions: ['backup.read' as const], conditions: {} }
