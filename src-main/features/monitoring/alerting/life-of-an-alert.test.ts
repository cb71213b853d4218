import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { AlertingWorld, hanako } from './testing/alerting-world.ts'
import { type Receiver, startReceiver } from './testing/receiver.ts'

describeOnEachDatabase('the life of an alert', (open) => {
  let world: AlertingWorld
  let receiver: Receiver

  beforeEach(async () => {
    world = new AlertingWorld(await open())
    receiver = await startReceiver()
    onTestFinished(() => receiver.close())
    await world.start()
    onTestFinished(() => world.stop())
    const settings = { kind: 'webhook', body: '', allowsInsideAddresses: true } as const
    const { id } = await world.api.notifications.channels.create({ name: '当番', address: receiver.address, settings })
    await world.api.notifications.routing.save({
      routes: [{ id: 'all', matchers: [], channelIds: [id], repeatSeconds: 3600 }],
      inhibitions: [],
    })
  })

  const told = () =>
    receiver.calls.map(({ body }) => {
      const { status, alerts } = JSON.parse(body)
      return `${status} ${alerts.length}`
    })

  it('goes from waiting over firing, telling, acknowledgement, silence and a restart to its end', async () => {
    const active = world.nowMs
    const pending = { state: 'pending', activeAtMs: active } as const
    await world.see(0, pending)
    expect(await world.api.alerts.counts()).toMatchObject({ pending: 1, unacknowledged: 0 })

    await world.see(60, { activeAtMs: active })
    await world.see(15, { activeAtMs: active })
    expect(told(), 'it waits for others of its group').toEqual([])
    await world.see(15, { activeAtMs: active })
    await world.delivered()
    expect(told()).toEqual(['firing 1'])

    const [alert] = (await world.api.alerts.list({})).items
    expect(alert).toMatchObject({
      state: 'firing',
      severity: 'warning',
      summary: 'ディスクの空きが少ない',
      value: 0.05,
    })
    const id = alert?.id ?? ''
    const until = new Date(world.nowMs + 5 * 3_600_000).toISOString()
    await world.api.alerts.acknowledge({ id, note: '見ています', until })
    await expect(world.api.alerts.acknowledge({ id })).rejects.toMatchObject({ code: 'STALE' })
    expect(await world.api.alerts.counts()).toMatchObject({ unacknowledged: 0, firing: { warning: 1 } })

    await world.see(4 * 3600, { activeAtMs: active })
    await world.delivered()
    expect(told(), 'nobody is reminded of what is acknowledged').toEqual(['firing 1'])

    const silence = await world.api.silences.create({
      matchers: [{ name: 'disk', operator: '=', value: '/srv' }],
      endsAt: new Date(world.nowMs + 3 * 3_600_000).toISOString(),
      comment: '交換中',
    })
    await world.see(2 * 3600, { activeAtMs: active })
    await world.delivered()
    expect(told(), 'its silence outlasts the acknowledgement').toEqual(['firing 1'])
    const muted = await world.api.alerts.get({ id })
    expect([muted.acknowledged, muted.mutedBy.map(({ name }) => name)]).toEqual([null, ['交換中']])

    await world.restart()
    await world.see(60, { activeAtMs: active })
    await world.delivered()
    expect(told(), 'a restart tells nothing again').toEqual(['firing 1'])

    await world.api.silences.expire({ id: silence.id })
    await world.see(15, { activeAtMs: active })
    await world.delivered()
    expect(told(), 'it is reminded of again').toEqual(['firing 1', 'firing 1'])

    await world.see(600)
    await world.delivered()
    expect(told()).toEqual(['firing 1', 'firing 1', 'resolved 1'])
    await world.see(3600)
    await world.delivered()
    expect(told()).toHaveLength(3)

    const ended = await world.api.alerts.get({ id, language: 'en' })
    expect(ended).toMatchObject({ state: 'resolved', summary: 'Little room on the disk', acknowledged: null })
    expect(ended.events.map(({ kind }) => kind)).toEqual([
      ...['pending', 'fired', 'notified', 'acknowledged', 'acknowledgement-ended', 'notified', 'resolved', 'notified'],
    ])
    expect(ended.events.find(({ kind }) => kind === 'acknowledged')).toMatchObject({
      actor: { id: hanako.userId, name: '花子' },
      note: '見ています',
    })
    const page = await world.api.notifications.deliveries({})
    expect(page.items.map(({ state, attempts, channelName }) => [state, attempts, channelName])).toEqual(
      Array.from({ length: 3 }, () => ['sent', 1, '当番']),
    )
  })

  it('is told after a crash between the decision and the sending', async () => {
    await world.see(0, {})
    await world.stop()
    world.nowMs += 60_000
    await world.storage.db.deleteFrom('tasks').execute()
    await world.restart()
    await world.delivered()
    expect(told()).toEqual(['firing 1'])
    await world.storage.db.updateTable('alertDeliveries').set({ state: 'waiting' }).execute()
    await world.restart()
    await world.delivered()
    expect(told(), 'a message that was not marked as sent goes out again rather than never').toHaveLength(2)
  })

  it('is forgotten after as many days as are set, with the messages about it', async () => {
    await world.see(0, {})
    await world.see(60, {})
    await world.delivered()
    await world.see(600)
    await world.delivered()
    await world.see(60, { labels: { alertname: 'Other' } })
    world.nowMs += 399 * 86_400_000
    await world.alerting.forget()
    expect((await world.api.alerts.list({ state: 'all' })).items).toHaveLength(2)
    world.nowMs += 2 * 86_400_000
    await world.alerting.forget()
    expect((await world.api.alerts.list({ state: 'all' })).items.map(({ state }) => state)).toEqual(['firing'])
    expect((await world.api.notifications.deliveries({})).items).toEqual([])
  })

  it('is of interest to nobody when its rule is gone, and ends', async () => {
    await world.see(0, {}, { labels: { alertname: 'DiskFull', disk: '/var' }, state: 'pending' })
    await world.alerting.keepRules(new Set(['site.yml/disks/DiskFull#0']))
    expect((await world.api.alerts.list({})).items).toHaveLength(2)
    await world.alerting.keepRules(new Set())
    expect((await world.api.alerts.list({})).items).toEqual([])
    const { items } = await world.api.alerts.list({ state: 'all' })
    expect(items.map(({ state }) => state)).toEqual(['resolved'])
  })
})
