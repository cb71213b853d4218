import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { callContext, openTestApplication, setUp } from '#test/hosts/test-application.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'

const encoded = (text: string) => Buffer.from(text).toString('base64url')

/** What tools that look for SQL injection try, in the words of both databases. */
const injections: readonly string[] = [
  "'",
  '"',
  "' or '1'='1",
  "' or 1=1 --",
  "') or ('1'='1",
  "'; drop table users; --",
  "'; update users set role = 'administrator'; --",
  "' union select id, name, password_hash from users --",
  "' union all select null, null, null --",
  '1; select pg_sleep(5) --',
  "'||pg_sleep(5)||'",
  "' and (select count(*) from generate_series(1, 100000000)) > 0 --",
  "' and randomblob(1000000000) is not null --",
  "'; copy (select 1) to program 'touch /tmp/x' --",
  "' or sqlite_version() --",
  '$1',
  '?1',
  ':name',
  '/**/or/**/1=1',
  '\\',
  "\\' or 1=1 --",
  '%',
  '_',
  '%25',
  '\u02bc or 1=1',
  '\uff07 or 1=1 --',
  'x'.repeat(90),
]

const cursors = [
  ...injections.flatMap((text) => [text, encoded(text), encoded(JSON.stringify([text, text]))]),
  ...['[]', '{}', 'null', '[null,null]', '[1e999]', '[{"a":1},[2]]', '[true,false]', '["a","b","c","d"]'].map(encoded),
  ...['["2026-11-22","x"]', '[9007199254740993,"x"]', '[-1,-1]', '{"at":"x","id":1}', '"x"', '1'].map(encoded),
]

describeOnEachDatabase('filters and cursors that are SQL', (open) => {
  it('find nothing, change nothing and wait for nothing', async () => {
    const opened = await openTestApplication({ storage: await open() })
    try {
      const { userId } = await setUp(opened.app)
      const caller = userCaller('administrator', { userId, steppedUpUntil: Date.now() + 600_000 })
      const { backup, notifications, security, tasks } = createRouterClient(opened.app.router, {
        context: callContext({ caller }),
      })
      const lists: readonly ((input: object) => Promise<{ readonly items: readonly unknown[] }>)[] = [
        ...[backup.repositories.list, backup.jobs.list, backup.executions.list, notifications.outbox.list, tasks.list],
        ...[security.users.list, security.groups.list, security.invitations.list, security.sessions.list],
        ...[security.approvals.list, security.apiKeys.list, security.audit.list],
      ]
      await security.groups.create({ name: 'group', role: null })
      await security.invitations.create({ name: 'guest', role: 'viewer' })
      await security.apiKeys.create({ name: 'key', scopes: ['system.read'] })
      const before = await rowsOf(opened.ports.storage)
      const startedMs = performance.now()
      for (const text of injections) {
        expect(await security.users.list({ search: text })).toEqual({ items: [], nextCursor: null })
        for (const filter of ['caller', 'action', 'target', 'search'] as const) {
          const { items } = await security.audit.list({ [filter]: text })
          const found = filter === 'search' ? items.filter((row) => !JSON.stringify(row).includes(text)) : items
          expect([filter, text, found]).toEqual([filter, text, []])
        }
        expect((await tasks.list({ queue: text })).items).toEqual([])
        for (const list of lists) {
          for (const key of ['sort', 'repositoryId', 'jobId', 'userId', 'groupId', 'role', 'state', 'limit']) {
            await expectPlain(list({ [key]: text }))
          }
        }
        await expect(security.users.get({ id: text })).rejects.toMatchObject({ code: 'VALIDATION' })
      }
      for (const cursor of cursors) for (const list of lists) await expectPlain(list({ cursor }))
      expect(performance.now() - startedMs).toBeLessThan(60_000)
      expect(await rowsOf(opened.ports.storage)).toEqual(before)
    } finally {
      await opened.app.stop()
    }
  })
})

type Application = Awaited<ReturnType<typeof openTestApplication>>

/** How many rows there are that an injection would have changed, and who may do everything. */
async function rowsOf({ db }: Application['ports']['storage']) {
  const users = await db.selectFrom('users').select(['name', 'role', 'state', 'passwordHash']).orderBy('id').execute()
  const groups = await db.selectFrom('userGroups').select('name').execute()
  const keys = await db.selectFrom('apiKeys').select('name').execute()
  return { users, groups, keys }
}

/** Answered with a page, or refused for its form. */
async function expectPlain(listed: Promise<{ readonly items: readonly unknown[] }>): Promise<void> {
  const code = await listed.then(
    () => null,
    (error) => error.code,
  )
  expect([null, 'VALIDATION']).toContain(code)
}
