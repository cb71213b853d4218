import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { alertmanagerConfig } from '#main/engine/rules/index.ts'
import { countQueries } from '#test/stores/count-queries.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { openAlerts, writeAlerts } from '../repository/alert-rows.ts'
import { AlertingWorld, diskFull, hanako } from '../testing/alerting-world.ts'
import { exportedRouting } from './exported-routing.ts'

const hour = 3_600_000
const matcher = (name: string, value: string, operator: '=' | '=~' = '=') => ({ name, operator, value })

describeOnEachDatabase('what people do about alerts', (open) => {
  let world: AlertingWorld

  beforeEach(async () => {
    world = new AlertingWorld(await open())
    await world.start()
    onTestFinished(() => world.stop())
  })

  const first = async () => (await world.api.alerts.list({})).items[0]?.id ?? ''
  const at = (ms: number) => new Date(ms).toISOString()
  const rules = async (filter: Parameters<typeof world.api.alerts.list>[0]) =>
    (await world.api.alerts.list(filter)).items.map(({ labels }) => labels.disk)

  it('costs two queries an evaluation, however many alerts there are', async () => {
    const many = Array.from({ length: 2500 }, (_, disk) => ({ labels: { ...diskFull, disk: String(disk) } }))
    await world.see(0, ...many.map((alert) => ({ ...alert, activeAtMs: world.nowMs })))
    const seen = world.observation(many.map((alert) => ({ ...alert, value: 0.01 })))
    const { alerting } = world
    await world.stop()
    const { statements } = await countQueries(world.storage, () => alerting.observations.observe([seen]))
    const own = statements.filter((sql) => /"alerts"|"alert_events"/.test(sql))
    expect(
      own.filter((sql) => sql.startsWith('select')).length,
      'one to see, one to look who is told',
    ).toBeLessThanOrEqual(3)
    expect(own.filter((sql) => sql.startsWith('insert')).length, 'a thousand alerts each').toBe(3)
  })

  it('finds alerts by state, weight, rule, words and acknowledgement, in pages', async () => {
    const critical = { labels: { ...diskFull, disk: '/var', severity: 'critical' }, activeAtMs: world.nowMs + 5 }
    await world.see(0, {}, critical, { labels: { ...diskFull, disk: '/tmp' }, state: 'pending', activeAtMs: 1 })
    expect(await rules({})).toEqual(['/var', '/srv', '/tmp'])
    expect(await rules({ state: 'pending' })).toEqual(['/tmp'])
    expect(await rules({ severity: 'critical' })).toEqual(['/var'])
    expect(await rules({ search: '/SRV' })).toEqual(expect.arrayContaining(['/srv']))
    expect(await rules({ search: 'no%thing' })).toEqual([])
    expect(await rules({ rule: 'Other' })).toEqual([])
    await world.api.alerts.acknowledge({ id: await first() })
    expect(await rules({ acknowledged: 'yes' })).toEqual(['/var'])
    expect(await rules({ acknowledged: 'no', state: 'firing' })).toEqual(['/srv'])
    const page = await world.api.alerts.list({ limit: 2 })
    expect(await rules({ limit: 2, cursor: page.nextCursor ?? '' })).toEqual(['/tmp'])
    expect(await world.api.alerts.counts()).toEqual({
      ...{ firing: { critical: 1, warning: 1, info: 0, none: 0 }, unacknowledged: 1, pending: 1 },
    })
  })

  it('gives alerts to people who may handle them, and keeps notes, all in the record', async () => {
    await world.see(0, {})
    const id = await first()
    expect((await world.api.alerts.assignees()).items).toEqual([{ id: hanako.userId, name: '花子' }])
    expect((await world.api.alerts.assign({ id, userId: hanako.userId })).assignee?.name).toBe('花子')
    await expect(world.api.alerts.assign({ id, userId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await world.api.alerts.addNote({ id, note: '部品を注文した' })).toMatchObject({ kind: 'noted' })
    expect((await world.api.alerts.assign({ id, userId: null })).assignee).toBeNull()
    await world.api.alerts.acknowledge({ id })
    expect((await world.api.alerts.unacknowledge({ id })).acknowledged).toBeNull()
    await expect(world.api.alerts.unacknowledge({ id })).rejects.toMatchObject({ code: 'STALE' })
    const { events } = await world.api.alerts.get({ id })
    expect(events.map(({ kind }) => kind)).toEqual([
      ...['fired', 'assigned', 'noted', 'assigned', 'acknowledged', 'acknowledgement-ended'],
    ])
    const actions = world.audited.filter(({ target }) => target === id).map(({ action }) => action)
    expect(actions).toEqual(
      ['assign', 'addNote', 'assign', 'acknowledge', 'unacknowledge'].map((action) => `monitoring.alerts.${action}`),
    )
  })

  it('acknowledges nothing that waits, has ended, or for a time that is past', async () => {
    await world.see(0, { state: 'pending' })
    const id = await first()
    const stale = { code: 'STALE' }
    await expect(world.api.alerts.acknowledge({ id })).rejects.toMatchObject(stale)
    await world.see(15, {})
    await expect(world.api.alerts.acknowledge({ id, until: at(world.nowMs) })).rejects.toMatchObject(stale)
    await world.see(15)
    await expect(world.api.alerts.acknowledge({ id })).rejects.toMatchObject(stale)
  })

  it('keeps an acknowledgement that is given while an evaluation is being written', async () => {
    await world.see(0, {})
    const id = await first()
    const seen = await openAlerts(world.storage.db)
    await world.api.alerts.acknowledge({ id })
    await writeAlerts(world.storage.db, seen)
    expect((await world.api.alerts.get({ id })).acknowledged?.by.name).toBe('花子')
    await world.see(15)
    expect((await world.api.alerts.get({ id })).acknowledged, 'its end takes it away').toBeNull()
  })

  it('counts for the figures what was raised and what nobody has taken notice of', async () => {
    await world.see(0, {})
    const figure = async (name: string) =>
      (await world.metrics.families())
        .find((family) => family.name === name)
        ?.samples.filter(({ value }) => value > 0)
        .map(({ labels, value }) => [labels, value])
    expect(await figure('alerts_total')).toEqual([[{ severity: 'warning', alert_type: 'DiskFull' }, 1]])
    expect(await figure('alerts_unacknowledged')).toEqual([[{ severity: 'warning' }, 1]])
    await world.api.alerts.acknowledge({ id: await first() })
    expect(await figure('alerts_unacknowledged')).toEqual([])
  })

  it('tells by day of the site and by rule what fired', async () => {
    await world.see(0, {})
    await world.see(1800)
    await world.see(20 * 3600, { activeAtMs: world.nowMs })
    const { days, rules: byRule } = await world.api.alerts.statistics({ days: 3 })
    expect(days.map(({ at: day, warning }) => [day, warning])).toEqual([
      ['2026-11-21T15:00:00.000Z', 0],
      ['2026-11-22T15:00:00.000Z', 1],
      ['2026-11-23T15:00:00.000Z', 1],
    ])
    expect(byRule).toEqual([{ rule: 'DiskFull', fired: 2, meanMinutes: 30 }])
  })

  describe('silences', () => {
    const create = (given: Partial<Parameters<typeof world.api.silences.create>[0]> = {}) =>
      world.api.silences.create({
        ...{ matchers: [matcher('disk', '/srv')], endsAt: at(world.nowMs + hour), comment: 'work', ...given },
      })

    it('begin, match and end', async () => {
      await world.see(0, {})
      expect(await create()).toMatchObject({ state: 'active', matchingAlerts: 1, createdBy: { name: '花子' } })
      const later = await create({ startsAt: at(world.nowMs + hour), endsAt: at(world.nowMs + 2 * hour) })
      expect(later.state).toBe('pending')
      expect(await world.api.silences.expire({ id: later.id })).toMatchObject({ state: 'expired' })
      await expect(world.api.silences.expire({ id: later.id })).rejects.toMatchObject({ code: 'STALE' })
      expect((await world.api.silences.list({})).items).toHaveLength(1)
      world.nowMs += hour
      expect((await world.api.silences.list({ state: 'expired' })).items).toHaveLength(2)
      expect((await world.api.alerts.list({})).items[0]?.mutedBy).toEqual([])
    })

    it('are refused when they would mute everything, cannot be compared or are over', async () => {
      const refused = (message: string) => ({ code: 'VALIDATION', data: { issues: [{ message }] } })
      const everything = create({ matchers: [matcher('team', '.*', '=~')] })
      await expect(everything).rejects.toMatchObject(refused('matches-everything'))
      const unreadable = create({ matchers: [matcher('disk', '(', '=~')] })
      await expect(unreadable).rejects.toMatchObject(refused('pattern-invalid'))
      await expect(create({ endsAt: at(world.nowMs) })).rejects.toMatchObject(refused('ends-before-start'))
      const past = create({ startsAt: at(world.nowMs - 2 * hour), endsAt: at(world.nowMs - hour) })
      await expect(past).rejects.toMatchObject(refused('is-past'))
    })
  })

  describe('maintenance', () => {
    it('mutes everything while it goes on, and tells when it does', async () => {
      await world.see(0, {})
      const when = { kind: 'repeated', cron: '0 9 * * *', durationMinutes: 60 } as const
      const window = await world.api.maintenance.create({ name: '朝', matchers: [], when })
      expect(window).toMatchObject({ isActive: true, nextEndsAt: at(world.nowMs + hour) })
      expect((await world.api.alerts.list({})).items[0]?.mutedBy).toMatchObject([{ kind: 'maintenance', name: '朝' }])
      const paused = { id: window.id, name: '朝', matchers: [], when, isEnabled: false }
      expect(await world.api.maintenance.update(paused)).toMatchObject({ isActive: false, nextStartsAt: null })
      expect((await world.api.alerts.list({})).items[0]?.mutedBy).toEqual([])
      await world.api.maintenance.remove({ id: window.id })
      expect((await world.api.maintenance.list()).items).toEqual([])
      await expect(world.api.maintenance.remove({ id: window.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('is refused by what is wrong with its times or patterns', async () => {
      const bad = { kind: 'repeated', cron: '61 * * * *', durationMinutes: 60 } as const
      const invalid = world.api.maintenance.create({ name: 'x', matchers: [], when: bad })
      await expect(invalid).rejects.toMatchObject({ code: 'SCHEDULE_INVALID' })
      const pattern = { name: 'x', matchers: [matcher('a', '[', '=~')], when: { ...bad, cron: '1 * * * *' } }
      await expect(world.api.maintenance.create(pattern)).rejects.toMatchObject({ code: 'VALIDATION' })
    })
  })

  describe('routing', () => {
    it('shows alerts in the windows until somebody says otherwise, but not those that only prove that all works', async () => {
      const [desktop] = (await world.api.notifications.channels.list()).items
      expect(desktop).toMatchObject({ name: 'デスクトップ', settings: { kind: 'desktop' } })
      const way = async (labels: Record<string, string>) =>
        (await world.api.notifications.routing.explain({ labels })).routes.flatMap(({ channels }) => channels)
      expect(await way(diskFull)).toEqual(['デスクトップ'])
      expect(await way({ severity: 'none' })).toEqual([])
      await world.api.notifications.routing.save({ routes: [], inhibitions: [] })
      await world.restart()
      expect((await world.api.notifications.routing.get()).routes).toEqual([])
    })

    it('is refused with channels that are not there and patterns that cannot be read', async () => {
      const route = { id: 'a', matchers: [matcher('a', '(', '=~')], channelIds: [] }
      const unreadable = world.api.notifications.routing.save({ routes: [route], inhibitions: [] })
      await expect(unreadable).rejects.toMatchObject({ code: 'QUERY_INVALID' })
      const unknown = { id: 'a', matchers: [], channelIds: [hanako.userId] }
      const missing = world.api.notifications.routing.save({ routes: [unknown], inhibitions: [] })
      await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const twice = [
        { ...unknown, channelIds: [] },
        { ...unknown, channelIds: [] },
      ]
      await expect(world.api.notifications.routing.save({ routes: twice, inhibitions: [] })).rejects.toThrow('Input')
    })

    it('is handed out for an Alertmanager without a secret', async () => {
      const settings = { kind: 'slack', channel: '#a', text: '', allowsInsideAddresses: true } as const
      const address = 'http://127.0.0.1:1/secret-token'
      const { id } = await world.api.notifications.channels.create({ name: 'chat', settings, address })
      const routes = [{ id: 'night', matchers: [matcher('severity', 'critical')], channelIds: [id] }]
      await world.api.notifications.routing.save({ routes, inhibitions: [] })
      const mailer = { server: () => world.mail, isConfigured: () => false, send: async () => '' }
      const config = alertmanagerConfig(await exportedRouting({ storage: world.storage, mailer }))
      expect(config).toContain('severity="critical"')
      expect(config).toContain(`/etc/alertmanager/secrets/slack-${id}`)
      expect(config).not.toContain('secret-token')
    })
  })
})
