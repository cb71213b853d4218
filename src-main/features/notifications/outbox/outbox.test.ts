import { createRouterClient } from '@orpc/server'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { assertHoldsEverything } from '#main/features/security/index.ts'
import type { ApiContext } from '#main/platform/call-effects.ts'
import type { Caller } from '#main/platform/caller.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import { createColumnCipher } from '#main/platform/secret-store/index.ts'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import { DatabaseTaskQueue } from '#main/storage/adapters/queue/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { createNotifications, type MailSettings } from '../index.ts'
import { mailUser, startMailServer, type TestMailServer } from '../testing/test-mail-server.ts'

const secret = 'CODE-7Q4T-XK2M'
const letter = {
  kind: 'password-reset',
  recipient: 'hanako@example.jp',
  language: 'ja',
  subject: 'パスワードの再設定',
  text: `コード: ${secret}`,
} as const

const context: ApiContext = {
  ...{ requestId: 'r', transport: 'internal', remoteAddress: '', userAgent: '', caller: { kind: 'system' } },
  effects: {
    keepSession: () => false,
    forgetSession: () => {},
    reportSessionEnd: () => {},
    reportRateLimit: () => {},
    keepDevice: () => {},
  },
}

describeOnEachDatabase('the outbox', (open) => {
  let storage: Storage
  let mail: TestMailServer
  let lines: string[]
  const secrets = memorySecretStore()
  const cipher = createColumnCipher(secrets)

  beforeEach(async () => {
    storage = await open()
    lines = []
    mail = await startMailServer()
    onTestFinished(() => mail.close())
  })

  const log = (): Logger => {
    const write = (message: string, fields?: unknown) => void lines.push(JSON.stringify([message, fields], errorsToo))
    const logger = { debug: write, info: write, warning: write, error: write, critical: write, child: () => logger }
    return logger
  }

  /** The feature and its queue as one process has them; it ends with the test. */
  function feature(settings: Partial<MailSettings> = {}) {
    const events = new InProcessEventBus()
    const queue = new DatabaseTaskQueue({ storage, events, node: 'here', log: log() })
    const notifications = createNotifications({
      ...{ storage, events, queue, secrets, cipher, log: log() },
      assertMayReadLetters: assertHoldsEverything,
      clock: { now: () => new Date(), monotonicMs: () => performance.now() },
      mail: () => ({
        ...{
          host: '127.0.0.1',
          port: mail.port,
          encryption: 'none-on-loopback-only',
          ...mailUser,
          from: 'kuraban@example.jp',
        },
        ...{ caFile: '', ...settings },
      }),
      site: () => ({ siteName: '名古屋', language: 'ja' }),
      timeouts: { connectMs: 1000, silenceMs: 1000 },
    })
    const owner = new Owner('test')
    const start = async () => {
      await queue.start()
      await notifications.start(owner)
    }
    const stop = async () => {
      await owner.stop()
      await queue.stop()
    }
    onTestFinished(stop)
    return { ...notifications, queue, start, stop }
  }

  const client = ({ router }: Pick<ReturnType<typeof feature>, 'router'>) => createRouterClient(router, { context })

  const put = ({ letters }: Pick<ReturnType<typeof feature>, 'letters'>) =>
    storage.transaction((tx) => letters.put(tx, letter))

  async function until(condition: () => Promise<boolean> | boolean, limitMs = 12_000): Promise<void> {
    const end = performance.now() + limitMs
    while (!(await condition())) {
      if (performance.now() > end) throw new Error('it did not come true in time')
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }

  const stateOf = async (id: string) =>
    (await storage.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst())?.state

  it('keeps what a letter says sealed, tells it only to who may print it, and logs none of it', async () => {
    const one = feature()
    const id = await put(one)
    expect(JSON.stringify(await storage.db.selectFrom('outbox').selectAll().execute())).not.toContain(secret)
    const page = await client(one).outbox.list({})
    expect(page.items).toMatchObject([{ id, state: 'waiting', attempts: 0, recipient: letter.recipient }])
    expect(JSON.stringify(page)).not.toContain(secret)
    const mailer: Caller = {
      ...{ kind: 'user', userId: id, name: 'mailer', language: 'ja', duty: null, sessionId: id },
      ...{ hasTwoFactor: false, hasPassword: true, steppedUpUntil: null },
      held: {
        builtInRoles: ['operator'],
        rules: [{ effect: 'allow', permissions: ['mail.manage', 'users.manage'], conditions: {}, roleName: 'm' }],
      },
    }
    const asMailer = createRouterClient(one.router, { context: { ...context, caller: mailer } })
    await expect(asMailer.outbox.letter({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await asMailer.outbox.list({})).items).toHaveLength(1)
    const printed = await client(one).outbox.letter({ id })
    expect(printed.text).toContain(secret)
    expect(printed.fileName).toMatch(/^手紙-hanako-example-jp-\d{4}-\d\d-\d\d\.txt$/)
    mail.refusals = [451, 550]
    await one.start()
    await one.letters.send(id)
    await until(async () => (await stateOf(id)) === 'failed')
    expect(lines.join('\n')).toContain('a letter could not be sent')
    expect(lines.join('\n')).not.toContain(secret)
    expect(lines.join('\n')).not.toContain(mailUser.password)
  })

  it('is written with what it tells about, or not at all', async () => {
    const one = feature()
    const failing = storage.transaction(async (tx) => {
      await one.letters.put(tx, letter)
      throw new Error('the change failed')
    })
    await expect(failing).rejects.toThrow('the change failed')
    expect((await client(one).outbox.list({})).items).toEqual([])
  })

  it('tries again after 2 and 4 seconds when the server asks for patience', async () => {
    const one = feature()
    mail.refusals = [451, 450]
    await one.start()
    const id = await put(one)
    const began = performance.now()
    await one.letters.send(id)
    await until(async () => (await stateOf(id)) === 'sent')
    expect(performance.now() - began).toBeGreaterThan(1500 + 3000)
    expect(mail.received.map(({ to }) => to)).toEqual([[letter.recipient]])
    const [entry] = (await client(one).outbox.list({})).items
    expect(entry).toMatchObject({ attempts: 3, lastFailure: null, sentAt: expect.any(String) })
  })

  it('gives a letter up that was refused for good, until somebody tries it again', async () => {
    const one = feature()
    mail.refusals = [550]
    await one.start()
    const id = await put(one)
    await one.letters.send(id)
    await until(async () => (await stateOf(id)) === 'failed')
    expect((await client(one).outbox.list({})).items).toMatchObject([
      { attempts: 1, lastFailure: expect.stringContaining('550') },
    ])
    await client(one).outbox.retry({ id })
    await until(async () => (await stateOf(id)) === 'sent')
    await expect(client(one).outbox.retry({ id })).rejects.toMatchObject({ code: 'STALE' })
    expect(mail.received.length).toBe(1)
  })

  it('loses nothing when the process ends between writing and sending', async () => {
    const before = feature()
    const ids = [await put(before), await put(before)]
    const after = feature()
    await after.start()
    await until(async () => (await Promise.all(ids.map(stateOf))).every((state) => state === 'sent'))
    expect(mail.received.length).toBe(2)
  })

  it('goes on after the start with a letter that was being sent when the program stopped', async () => {
    const hanging = await startMailServer({ onRcptTo: () => {} })
    const before = feature({ port: hanging.port })
    await before.start()
    const id = await put(before)
    await before.letters.send(id)
    await until(async () => (await before.queue.list({ states: ['running'] }, { limit: 1 })).items.length === 1)
    await before.stop()
    void hanging.close()
    expect((await client(before).outbox.list({})).items).toMatchObject([{ state: 'waiting', attempts: 0 }])
    await feature().start()
    await until(async () => (await stateOf(id)) === 'sent')
    expect(mail.received.length).toBe(1)
  })

  it('queues a letter once however often it is asked for', async () => {
    const one = feature()
    const id = await put(one)
    await Promise.all([one.letters.send(id), one.letters.send(id), one.letters.send(id)])
    await one.start()
    await until(async () => (await stateOf(id)) === 'sent')
    expect((await one.queue.list({}, { limit: 10 })).items.length).toBe(1)
    expect(mail.received.length).toBe(1)
  })

  it('forgets letters after 30 days, but none that waits', async () => {
    const one = feature({ host: '' })
    const [sent, waiting] = [await put(one), await put(one)]
    await storage.db
      .updateTable('outbox')
      .set({ createdAt: Date.now() - 31 * 86_400_000 })
      .execute()
    await storage.db.updateTable('outbox').set({ state: 'sent' }).where('id', '=', sent).execute()
    await one.start()
    expect(await stateOf(sent)).toBeUndefined()
    expect(await stateOf(waiting)).toBe('waiting')
  })

  it('is listed in pages, the newest first', async () => {
    const one = feature()
    const ids = [await put(one), await put(one), await put(one)]
    const first = await client(one).outbox.list({ limit: 2 })
    const second = await client(one).outbox.list({ limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed())
    expect(second.nextCursor).toBeNull()
  })

  describe('the mail server', () => {
    it('is told as it is set up, and shows that it takes mail', async () => {
      const one = feature()
      expect(await client(one).mail.status()).toEqual({
        ...{ configured: true, host: '127.0.0.1', from: 'kuraban@example.jp', encryption: 'none-on-loopback-only' },
      })
      const { answer } = await client(one).mail.test({ recipient: 'taro@example.jp' })
      expect(answer).toMatch(/^250 /)
      expect(mail.received).toMatchObject([{ to: ['taro@example.jp'] }])
      mail.refusals = [550]
      await expect(client(one).mail.test({ recipient: 'x@example.jp' })).rejects.toMatchObject({
        code: 'MAIL_FAILED',
      })
      const none = client(feature({ host: '' })).mail.test({ recipient: 'x@example.jp' })
      await expect(none).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    })

    it('is signed in to with the password of the store of secrets where the settings have none', async () => {
      const one = feature({ password: '' })
      const test = () => client(one).mail.test({ recipient: 'taro@example.jp' })
      await expect(test()).rejects.toMatchObject({ code: 'MAIL_FAILED' })
      await client(one).mail.setPassword({ password: mailUser.password })
      await test()
      await client(one).mail.setPassword({ password: null })
      await expect(test()).rejects.toMatchObject({ code: 'MAIL_FAILED' })
    })
  })
})

function errorsToo(_key: string, value: unknown): unknown {
  return value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value
}
