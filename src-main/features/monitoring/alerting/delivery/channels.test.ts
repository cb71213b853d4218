import { createHmac } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { mailUser, startMailServer } from '#main/features/notifications/testing/test-mail-server.ts'
import { generateCertificate } from '#main/platform/certificate/index.ts'
import type { Channel, ChannelSettings, Route } from '#shared/features/monitoring/contract/notifications.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { AlertingWorld, diskFull } from '../testing/alerting-world.ts'
import { type Receiver, startReceiver } from '../testing/receiver.ts'

const key = 'sixteen characters or more'
const email: ChannelSettings = { kind: 'email', recipients: ['a@example.jp', 'b@example.jp'], subject: '', body: '' }

async function receiverForTest(tls?: Parameters<typeof startReceiver>[0]): Promise<Receiver> {
  const receiver = await startReceiver(tls)
  onTestFinished(() => receiver.close())
  return receiver
}

describeOnEachDatabase('channels', (open) => {
  let world: AlertingWorld

  beforeEach(async () => {
    world = new AlertingWorld(await open())
    await world.start()
    onTestFinished(() => world.stop())
  })

  const channels = () => world.api.notifications.channels
  const create = (settings: ChannelSettings, address?: string, more: { signingKey?: string; name?: string } = {}) =>
    channels().create({ name: settings.kind, settings, ...(address === undefined ? {} : { address }), ...more })
  const webhook = (
    address: string,
    { body = '', ...more }: { body?: string; signingKey?: string; name?: string } = {},
  ) => create({ kind: 'webhook', body, allowsInsideAddresses: true }, address, more)

  async function route(given: Partial<Route>, ...to: Channel[]): Promise<void> {
    const channelIds = to.map(({ id }) => id)
    const routes = [{ id: 'all', matchers: [], channelIds, groupWaitSeconds: 0, ...given }]
    await world.api.notifications.routing.save({ routes, inhibitions: [] })
  }

  const health = async () => (await channels().list()).items.map((one) => [one.name, one.health])
  const openRules = async () =>
    (await world.api.alerts.list({})).items.map(({ rule, labels }) => [rule, labels.channel])

  it('send a signed body in the form of Alertmanager', async () => {
    const receiver = await receiverForTest()
    await route({}, await webhook(receiver.address, { signingKey: key }))
    await world.see(0, {})
    await world.delivered()
    const [call] = receiver.calls
    const { 'x-kuraban-timestamp': time, 'x-kuraban-signature': signature } = call?.headers ?? {}
    expect(signature).toBe(`sha256=${createHmac('sha256', key).update(`${time}.${call?.body}`).digest('hex')}`)
    expect(Number(time) * 1000).toBe(world.nowMs)
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      ...{
        version: '4',
        status: 'firing',
        receiver: 'webhook',
        commonLabels: diskFull,
        title: 'ディスクの空きが少ない',
      },
      alerts: [{ status: 'firing', labels: diskFull, startsAt: new Date(world.nowMs).toISOString() }],
    })
  })

  it('send a body of their own', async () => {
    const receiver = await receiverForTest()
    const body =
      '{"n": {{ .Count }}, "all": [{{ range $i, $a := .Alerts }}{{ if $i }},{{ end }}{{ toJson $a.Labels.disk }}{{ end }}]}'
    await route({}, await webhook(receiver.address, { body }))
    await world.see(0, {}, { labels: { ...diskFull, disk: 'D:\\"' } })
    await world.delivered()
    expect(JSON.parse(receiver.calls[0]?.body ?? '')).toEqual({ n: 2, all: ['/srv', 'D:\\"'] })
  })

  it('send text to a chat, in which nothing that an alert says is more than text', async () => {
    const receiver = await receiverForTest()
    const settings = { kind: 'slack', channel: '#当番', text: '', allowsInsideAddresses: true } as const
    await route({}, await create(settings, receiver.address))
    await world.see(0, { annotations: { summary: '<!channel> & co' } })
    await world.delivered()
    expect(JSON.parse(receiver.calls[0]?.body ?? '')).toMatchObject({
      channel: '#当番',
      text: '[Kuraban production] &lt;!channel&gt; &amp; co',
      attachments: [{ color: '#ef8e19', title_link: expect.stringContaining('https://kuraban.example/monitoring/') }],
    })
  })

  it('send mail to several, with the level in its subject, and say when it is over', async () => {
    const mail = await startMailServer()
    onTestFinished(() => mail.close())
    const encryption = 'none-on-loopback-only' as const
    world.mail = { host: '127.0.0.1', port: mail.port, encryption, ...mailUser, from: 'k@example.jp', caFile: '' }
    await route({}, await channels().create({ name: 'mail', language: 'en', settings: email }))
    await world.see(0, {})
    await world.delivered()
    await world.see(600)
    await world.delivered()
    expect(mail.received.map(({ to }) => to)).toEqual([email.recipients, email.recipients])
    const subjects = mail.received.map(({ content }) => /^Subject: (.*)$/m.exec(content)?.[1]?.trim())
    expect(subjects).toEqual([
      '[Kuraban production] WARNING: Little room on the disk',
      '[Kuraban production] RESOLVED: Resolved: Little room on the disk',
    ])
  })

  it('show a notice in the windows', async () => {
    await route({}, await create({ kind: 'desktop' }))
    await world.see(0, {})
    await world.delivered()
    const notices = world.announced.filter(({ type }) => type === 'notice')
    expect(notices).toMatchObject([
      { code: 'monitoring.notice.alert-firing', severity: 'warning', data: { title: 'ディスクの空きが少ない' } },
    ])
  })

  it('ask an address as long as rules are evaluated, and no longer', async () => {
    const receiver = await receiverForTest()
    await create({ kind: 'ping', everySeconds: 60, allowsInsideAddresses: true }, `${receiver.address}/ping`)
    await world.ping()
    expect(receiver.calls, 'nothing has been evaluated yet').toEqual([])
    await world.see(0)
    await world.ping()
    await world.see(30)
    await world.ping()
    expect(receiver.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /ping'])
    await world.see(30)
    await world.ping()
    expect(receiver.calls).toHaveLength(2)
    world.nowMs += 600_000
    await world.ping()
    expect(receiver.calls, 'rules stand still').toHaveLength(2)
    receiver.answers = [500, 500, 500]
    for (const working of ['ok', 'ok', 'failing']) {
      await world.see(60)
      await world.ping()
      expect(await health()).toContainEqual(['ping', working])
    }
    const { id = '' } = (await channels().list()).items.find(({ name }) => name === 'ping') ?? {}
    expect((await channels().test({ id })).answer).toBe('200 ok')
    expect(await openRules()).toEqual([])
  })

  it('try three times more, after 2, 4 and 8 seconds, and then raise an alert that goes another way', async () => {
    const [broken, working] = [await receiverForTest(), await receiverForTest()]
    broken.answers = [500, 500, 500, 500]
    const first = await webhook(broken.address, { name: 'broken' })
    await webhook(working.address, { name: 'working' })
    await route({ matchers: [{ name: 'alertname', operator: '!=', value: 'x' }] }, first)
    const began = performance.now()
    await world.see(0, {})
    await world.delivered()
    expect(performance.now() - began).toBeGreaterThan(1500 + 3000 + 6000)
    expect(broken.calls).toHaveLength(4)
    expect(new Set(broken.calls.map(({ headers }) => headers['x-kuraban-delivery'])).size).toBe(1)
    expect(await health()).toEqual(
      expect.arrayContaining([
        ['broken', 'failing'],
        ['working', 'unknown'],
      ]),
    )
    expect(await openRules()).toEqual(
      expect.arrayContaining([
        ['NotificationFailing', 'broken'],
        ['DiskFull', undefined],
      ]),
    )
    expect(world.announced).toContainEqual(
      expect.objectContaining({ type: 'notice', code: 'monitoring.notice.channel-failing' }),
    )

    await world.see(5, {})
    await world.delivered()
    const other = working.calls.map(({ body }) => JSON.parse(body).commonLabels)
    expect(other).toEqual([{ alertname: 'NotificationFailing', channel: 'broken', severity: 'critical' }])
    expect(broken.calls, 'and not by the one that fails').toHaveLength(4)

    const failures = await world.metrics.families()
    const sent = failures.find(({ name }) => name === 'kuraban_notifications_total')?.samples
    expect(sent).toContainEqual(expect.objectContaining({ labels: { channel: 'broken', result: 'failed' }, value: 1 }))

    const again = world.observation([
      { labels: { alertname: 'NotificationFailing', channel: 'broken', instance: 'here' } },
    ])
    const doubled = { ...again, rule: 'NotificationFailing', ruleId: 'm.yml/m/NotificationFailing#0' }
    await world.alerting.observations.observe([doubled])
    expect(await openRules(), 'what a rule sees of it is no second alert').toHaveLength(2)

    await world.see(300, {})
    await world.delivered()
    expect(broken.calls, 'what nobody heard is told once it works again').toHaveLength(5)
    expect(await openRules()).toEqual([['DiskFull', undefined]])
  }, 60_000)

  it('never beget alerts about alerts when none works', async () => {
    const broken = await receiverForTest()
    const all = [await webhook(broken.address, { name: 'one' }), await webhook(`${broken.address}/2`, { name: 'two' })]
    broken.answers = Array.from({ length: 200 }, () => 404)
    const [desktop] = (await channels().list()).items.filter(({ settings }) => settings.kind === 'desktop')
    const silent = { name: 'desktop', settings: { kind: 'desktop' }, isEnabled: false } as const
    await channels().update({ id: desktop?.id ?? '', ...silent })
    await route({}, ...all)
    await world.see(0, {})
    await world.delivered()
    for (let evaluation = 0; evaluation < 20; evaluation += 1) {
      await world.see(10, {})
      await world.delivered()
    }
    expect(broken.calls, 'refused for good, so tried once by each').toHaveLength(2)
    expect(await openRules()).toEqual(
      expect.arrayContaining([
        ['DiskFull', undefined],
        ['NotificationFailing', 'one'],
        ['NotificationFailing', 'two'],
      ]),
    )
    expect(await openRules()).toHaveLength(3)
    await world.see(300, {})
    await world.delivered()
    expect(broken.calls, 'one more try by each').toHaveLength(4)
    const notices = world.announced.filter((event) => event.type === 'notice')
    expect(notices.map(({ data }) => data.channel).sort(), 'said once').toEqual(['one', 'two'])
  })

  it('lose no message when the program stops while it is being sent', async () => {
    const receiver = await receiverForTest()
    receiver.answers = [null]
    await route({}, await webhook(receiver.address))
    await world.see(0, {})
    await expect.poll(() => receiver.calls.length).toBe(1)
    await world.stop()
    const [waiting] = (await world.api.notifications.deliveries({})).items
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 0 })
    await world.restart()
    await world.delivered()
    expect((await world.api.notifications.deliveries({})).items).toMatchObject([{ state: 'sent' }])
    expect(await health()).toContainEqual(['webhook', 'ok'])
  })

  it('are told nothing once they are switched off', async () => {
    const receiver = await receiverForTest()
    const channel = await webhook(receiver.address)
    await route({}, channel)
    await channels().update({ id: channel.id, name: 'off', settings: channel.settings, isEnabled: false })
    await world.see(0, {})
    await world.delivered()
    expect(receiver.calls).toEqual([])
    expect((await world.api.notifications.deliveries({})).items).toEqual([])
  })

  it('say what went wrong when they are tried, without a secret', async () => {
    const files = await mkdtemp(join(tmpdir(), 'kuraban-alerting-'))
    onTestFinished(() => rm(files, { recursive: true }))
    const paths = { certificate: join(files, 'cert.pem'), key: join(files, 'key.pem') }
    await generateCertificate(paths, ['127.0.0.1'], new Date())
    const tls = await receiverForTest({
      cert: await readFile(paths.certificate, 'utf8'),
      key: await readFile(paths.key, 'utf8'),
    })
    const [moving, silent] = [await receiverForTest(), await receiverForTest()]
    moving.answers = [302]
    silent.answers = [null]
    const rubbish = createServer((socket) => socket.end('rubbish\r\n\r\n'))
    await new Promise<void>((resolve) => rubbish.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void rubbish.close())
    const bound = rubbish.address()
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0

    const reason = async (name: string, address: string) => {
      const settings = { kind: 'slack', channel: '', text: '', allowsInsideAddresses: true } as const
      const { id } = await channels().create({ name, settings, address: `${address}/T0/secret-token` })
      const began = performance.now()
      const failure = await channels()
        .test({ id })
        .catch((error: unknown) => error)
      expect(performance.now() - began).toBeLessThan(6000)
      expect(JSON.stringify(failure)).not.toContain('secret-token')
      return failure
    }
    const failing = (text: string) => ({ code: 'CHANNEL_FAILED', data: { reason: expect.stringContaining(text) } })
    expect(await reason('dead', 'http://127.0.0.1:9')).toMatchObject(failing('ECONNREFUSED'))
    expect(await reason('tls', tls.address)).toMatchObject(failing('self-signed'))
    expect(await reason('moving', moving.address)).toMatchObject(failing('302'))
    expect(await reason('silent', silent.address)).toMatchObject(failing('no answer in time'))
    expect(await reason('rubbish', `http://127.0.0.1:${port}`)).toMatchObject(failing('Parse Error'))
    expect(moving.calls).toHaveLength(1)
    const { id } = await create(email)
    await expect(channels().test({ id })).rejects.toMatchObject(failing('no mail server'))
  }, 20_000)

  describe('keep their secrets', () => {
    it('sealed, out of lists and out of the record', async () => {
      const receiver = await receiverForTest()
      const created = await webhook(`${receiver.address}/secret-token`, { signingKey: key })
      expect(created).toMatchObject({ isSigned: true, addressHost: receiver.address.slice('http://'.length) })
      const row = JSON.stringify(await world.storage.db.selectFrom('alertChannels').selectAll().execute())
      for (const told of [row, JSON.stringify(created), JSON.stringify(world.audited)]) {
        expect(told).not.toContain('secret-token')
        expect(told).not.toContain(key)
      }
      const settings = created.settings
      await channels().update({ id: created.id, name: 'renamed', settings })
      await channels().test({ id: created.id })
      expect(receiver.calls[0]).toMatchObject({
        path: '/secret-token',
        headers: { 'x-kuraban-signature': expect.any(String) },
      })
      await channels().update({ id: created.id, name: 'renamed', settings, signingKey: null })
      await channels().test({ id: created.id })
      expect(receiver.calls[1]?.headers['x-kuraban-signature']).toBeUndefined()
    })
  })

  it('refuse addresses inside unless they are opened, and those of clouds always', async () => {
    const refused = { code: 'ADDRESS_REFUSED' }
    const at = (address: string, allowsInsideAddresses: boolean) =>
      create({ kind: 'webhook', body: '', allowsInsideAddresses }, address)
    await expect(at('http://127.0.0.1:1/', false)).rejects.toMatchObject(refused)
    await expect(at('https://192.168.1.1/', false)).rejects.toMatchObject(refused)
    await expect(at('https://[::ffff:10.0.0.1]/', false)).rejects.toMatchObject(refused)
    await expect(at('http://192.0.2.1/', true)).rejects.toMatchObject(refused)
    await expect(at('http://169.254.169.254/', true)).rejects.toMatchObject(refused)
    const opened = await at('http://192.168.1.1/', true)
    const closed = { kind: 'webhook', body: '', allowsInsideAddresses: false } as const
    await expect(channels().update({ id: opened.id, name: 'x', settings: closed })).rejects.toMatchObject(refused)
  })

  it('refuse templates that cannot be filled in, names that are taken and missing addresses', async () => {
    const invalid = webhook('http://127.0.0.1:1/', { body: 'one\n{{ .Stauts }}' })
    await expect(invalid).rejects.toMatchObject({ code: 'TEMPLATE_INVALID', data: { field: 'body' } })
    const unread = webhook('http://127.0.0.1:1/', { body: 'one\n  {{ nope }}' })
    await expect(unread).rejects.toMatchObject({ code: 'TEMPLATE_INVALID', data: { line: 2 } })
    await create(email)
    await expect(create(email)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(create({ kind: 'ping', everySeconds: 60, allowsInsideAddresses: false })).rejects.toMatchObject({
      code: 'VALIDATION',
    })
  })

  it('cannot be removed while a route leads to them', async () => {
    const channel = await create(email)
    await route({}, channel)
    await expect(channels().remove({ id: channel.id })).rejects.toMatchObject({
      code: 'IN_USE',
      data: { usedBy: ['all'] },
    })
    await route({})
    await channels().remove({ id: channel.id })
    await expect(channels().test({ id: channel.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
