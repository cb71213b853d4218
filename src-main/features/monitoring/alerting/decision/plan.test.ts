import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#main/platform/durations.ts'
import { type Route, routeSchema } from '#shared/features/monitoring/contract/notifications.ts'
import { type KnownAlert, labelsOf } from './known-alert.ts'
import { Mutes, type QuietPeriod } from './mutes.ts'
import { endsToldForMs, plan, toldAfter } from './plan.ts'
import type { PlanInput, PlannedMessage, SentGroup } from './plan-model.ts'
import { channelAlertName, routesOf } from './routes.ts'

const start = Date.parse('2026-11-23T00:00:00Z')
const mail = '0199f000-0000-7000-8000-00000000000a'
const chat = '0199f000-0000-7000-8000-00000000000b'
const route = (given: Partial<Route> = {}): Route =>
  routeSchema.parse({ id: 'all', matchers: [], channelIds: [mail], ...given })

/** Alerts, silences and what was sent, with a clock that is moved by hand. */
class Desk {
  nowMs = start
  alerts: KnownAlert[] = []
  periods: QuietPeriod[] = []
  sent: SentGroup[] = []
  routes: Route[]
  failing: string[] = []
  /** How messages end. */
  outcome: SentGroup['state'] = 'sent'

  constructor(...routes: Route[]) {
    this.routes = routes.length === 0 ? [route()] : routes
  }

  fire(id: string, labels: Record<string, string> = { alertname: 'A' }): void {
    const alert = { id, rule: 'A', labels: labelsOf(labels), firedAtMs: this.nowMs }
    this.alerts.push({ ...alert, fingerprint: labelsOf(labels).key, resolvedAtMs: null, isAcknowledged: false })
  }

  change(id: string, change: Partial<KnownAlert>): void {
    this.alerts = this.alerts.map((alert) => (alert.id === id ? { ...alert, ...change } : alert))
  }

  resolve(id: string): void {
    this.change(id, { resolvedAtMs: this.nowMs })
  }

  get input(): PlanInput {
    return {
      ...{ nowMs: this.nowMs, timeZone: 'Asia/Tokyo', alerts: this.alerts, routing: { routes: this.routes } },
      channels: [mail, chat].map((id) => ({ id, name: id, isFailing: this.failing.includes(id) })),
      ...{ routingSinceMs: 0, mutes: new Mutes(this.periods, [], this.alerts), sent: this.sent },
    }
  }

  /** One look; what is sent is remembered as the database would. */
  look(): readonly PlannedMessage[] {
    const { messages, finished } = plan(this.input)
    this.sent = this.sent.filter(({ deliveryId }) => !finished.includes(deliveryId))
    for (const { channelId, routeId, key, alerts } of messages) {
      const place = { channelId, routeId, key }
      this.sent = this.sent.filter(
        (one) => !(one.channelId === channelId && one.routeId === routeId && one.key === key),
      )
      this.sent.push({ ...place, deliveryId: `${this.nowMs}`, atMs: this.nowMs, state: this.outcome, alerts })
    }
    return messages
  }

  /** Looks every so often for so long; when something was sent, in seconds, and about what. */
  pass(seconds: number, everySeconds = 5): [seconds: number, firing: string, resolved: string][] {
    const told: [number, string, string][] = []
    const untilMs = this.nowMs + seconds * 1000
    for (; this.nowMs < untilMs; this.nowMs += everySeconds * 1000) {
      for (const { alerts } of this.look()) {
        told.push([(this.nowMs - start) / 1000, alerts.firing.join(), alerts.resolved.join()])
      }
    }
    return told
  }
}

describe('telling of alerts', () => {
  it('waits for others of the group, then adds what comes at the interval, then reminds', () => {
    const desk = new Desk()
    desk.fire('a')
    desk.pass(10)
    desk.fire('b', { alertname: 'A', host: 'x' })
    expect(desk.pass(50)).toEqual([[30, 'a,b', '']])
    desk.fire('c', { alertname: 'A', host: 'y' })
    expect(desk.pass(3600)).toEqual([[330, 'a,b,c', '']])
    expect(desk.pass(4 * 3600)).toEqual([[330 + 14_400, 'a,b,c', '']])
  })

  it('says nothing of what is over before the first wait is', () => {
    const desk = new Desk()
    desk.fire('a')
    desk.pass(25)
    desk.resolve('a')
    expect(desk.pass(3600)).toEqual([])
  })

  it('tells the end to whom it told the beginning, once, and then begins anew', () => {
    const desk = new Desk()
    desk.fire('a')
    desk.pass(60)
    desk.resolve('a')
    expect(desk.pass(3600)).toEqual([[330, '', 'a']])
    expect(desk.sent).toEqual([])
    const again = (desk.nowMs - start) / 1000
    desk.fire('b')
    expect(desk.pass(60)).toEqual([[again + 30, 'b', '']])
  })

  it('tells no end where the route wants none, and forgets the group', () => {
    const desk = new Desk(route({ tellsResolved: false }))
    desk.fire('a')
    desk.pass(60)
    desk.resolve('a')
    expect(desk.pass(3600)).toEqual([])
    expect(desk.sent).toEqual([])
  })

  it('does not remind of what somebody has acknowledged, until that ends', () => {
    const desk = new Desk()
    desk.fire('a')
    desk.pass(60)
    desk.change('a', { isAcknowledged: true })
    expect(desk.pass(10 * 3600)).toEqual([])
    desk.change('a', { isAcknowledged: false })
    expect(desk.pass(5)).toHaveLength(1)
    desk.change('a', { isAcknowledged: true })
    desk.resolve('a')
    expect(desk.pass(600).map(([, , resolved]) => resolved)).toEqual(['a'])
  })

  it('is silent while the alert is muted, and tells what is still so afterwards', () => {
    const desk = new Desk()
    desk.periods = [{ kind: 'silence', id: 's', name: '', matchers: [] }]
    desk.fire('a')
    expect(desk.pass(3600)).toEqual([])
    desk.periods = []
    expect(desk.pass(5)).toEqual([[3600, 'a', '']])
    desk.periods = [{ kind: 'silence', id: 's', name: '', matchers: [] }]
    desk.resolve('a')
    expect(desk.pass(600)).toEqual([])
    desk.periods = []
    expect(desk.pass(5)).toEqual([[3600 + 5 + 600, '', 'a']])
  })

  it('forgets an end that stayed muted for a day', () => {
    const desk = new Desk()
    desk.fire('a')
    desk.pass(60)
    desk.resolve('a')
    desk.periods = [{ kind: 'silence', id: 's', name: '', matchers: [] }]
    desk.pass(10)
    desk.nowMs += endsToldForMs
    desk.periods = []
    expect(desk.pass(600)).toEqual([])
    expect(desk.sent).toEqual([])
  })

  it('is done apart for each group and each channel', () => {
    const desk = new Desk(route({ groupBy: ['host'], channelIds: [mail, chat] }))
    desk.fire('a', { alertname: 'A', host: 'x' })
    desk.fire('b', { alertname: 'A', host: 'y' })
    expect(desk.pass(60).map(([, firing]) => firing)).toEqual(['a', 'a', 'b', 'b'])
  })

  it('waits for the hours of the route, and leaves out what is over by then', () => {
    const desk = new Desk(route({ hours: { days: [1, 2, 3, 4, 5], from: '12:00', to: '18:00' } }))
    desk.fire('a')
    desk.fire('b', { alertname: 'A', host: 'x' })
    desk.pass(60)
    desk.resolve('b')
    expect(desk.pass(4 * 3600)).toEqual([[3 * 3600, 'a', '']])
  })

  it('gathers everything of a day for the time of a digest', () => {
    const desk = new Desk(route({ digestAt: '18:00' }))
    desk.fire('a')
    desk.fire('b', { alertname: 'B' })
    desk.pass(60)
    desk.resolve('b')
    expect(desk.pass(24 * 3600, 60)).toEqual([[9 * 3600, 'a', 'b']])
    expect(desk.pass(24 * 3600, 60)).toEqual([[33 * 3600, 'a', '']])
    desk.resolve('a')
    expect(desk.pass(24 * 3600, 60)).toEqual([[57 * 3600, '', 'a']])
    expect(desk.pass(24 * 3600, 60)).toEqual([])
  })

  it('sends no digest for a time before the routes were set up', () => {
    const desk = new Desk(route({ digestAt: '08:00' }))
    desk.fire('a')
    desk.change('a', { firedAtMs: start - 5 * hourMs })
    expect(plan({ ...desk.input, routingSinceMs: start }).messages).toEqual([])
    expect(plan(desk.input).messages).toHaveLength(1)
  })

  it('tries again what could not be sent, five minutes apart at least, and tells no end of what nobody heard', () => {
    const desk = new Desk(route({ groupIntervalSeconds: 10 }))
    desk.outcome = 'failed'
    desk.fire('a')
    expect(desk.pass(700).map(([at]) => at)).toEqual([30, 330, 630])
    desk.resolve('a')
    expect(desk.pass(3600)).toEqual([])
    expect(desk.sent).toEqual([])
  })

  it('tells an end again that could not be sent', () => {
    const desk = new Desk()
    desk.fire('a')
    desk.pass(60)
    desk.resolve('a')
    desk.outcome = 'failed'
    expect(desk.pass(300)).toEqual([[330, '', 'a']])
    desk.outcome = 'sent'
    expect(desk.pass(3600)).toEqual([[630, '', 'a']])
  })

  it('sends nothing of a group whose message before is on its way', () => {
    const desk = new Desk()
    desk.outcome = 'waiting'
    desk.fire('a')
    desk.pass(60)
    desk.resolve('a')
    expect(desk.pass(3600)).toEqual([])
    expect(desk.sent).toHaveLength(1)
  })

  it('goes on when the clock was set back', () => {
    const desk = new Desk()
    desk.fire('a')
    desk.pass(60)
    desk.nowMs -= 365 * 24 * hourMs
    desk.resolve('a')
    expect(desk.pass(10)).toHaveLength(1)
  })

  describe('of a channel that does not work', () => {
    const labels = { alertname: channelAlertName, channel: mail }

    it('goes past it, by another of the route or else by any that works', () => {
      const both = new Desk(route({ channelIds: [mail, chat] }))
      both.failing = [mail]
      both.fire('a', labels)
      both.look()
      both.pass(60)
      expect(both.sent.map(({ channelId }) => channelId)).toEqual([chat])
      const only = new Desk()
      only.failing = [mail]
      only.fire('a', labels)
      expect(only.look().map(({ channelId, routeId }) => [channelId, routeId])).toEqual([
        [chat, 'notification-failing'],
      ])
    })

    it('is not told where none works', () => {
      const desk = new Desk(route({ channelIds: [mail, chat] }))
      desk.failing = [mail, chat]
      desk.fire('a', labels)
      expect(desk.pass(3600)).toEqual([])
    })
  })

  it('keeps its promises whatever happens', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('fire' as const), host: fc.constantFrom('x', 'y', 'z') }),
      fc.record({ kind: fc.constantFrom('resolve', 'acknowledge', 'silence', 'fail', 'wait'), of: fc.nat(9) }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const desk = new Desk(route({ groupBy: [], groupIntervalSeconds: 60, repeatSeconds: 600 }))
        let count = 0
        for (const one of events) {
          const target = desk.alerts['of' in one ? one.of % Math.max(1, desk.alerts.length) : 0]
          if (one.kind === 'fire') desk.fire(String(count++), { alertname: 'A', host: one.host })
          else if (one.kind === 'silence') {
            desk.periods = desk.periods.length > 0 ? [] : [{ kind: 'silence', id: 's', name: '', matchers: [] }]
          } else if (one.kind === 'fail') desk.outcome = desk.outcome === 'sent' ? 'failed' : 'sent'
          else if (target?.resolvedAtMs === null && one.kind === 'resolve') desk.resolve(target.id)
          else if (target?.resolvedAtMs === null && one.kind === 'acknowledge') {
            desk.change(target.id, { isAcknowledged: !target.isAcknowledged })
          }
          step(desk)
        }
        settle(desk)
      }),
    )
  })
})

/** Half a minute, with what must hold of every message. */
function step(desk: Desk): void {
  for (let look = 0; look < 6; look += 1) {
    const before = desk.sent[0]
    const known = before === undefined ? new Set<string>() : toldAfter(before)
    for (const { alerts } of desk.look()) {
      const states = new Map(desk.alerts.map((alert) => [alert.id, alert]))
      expect(desk.periods, 'nothing is told of what is muted').toEqual([])
      for (const id of alerts.firing) expect(states.get(id)?.resolvedAtMs).toBeNull()
      for (const id of alerts.resolved) expect(known, 'the end of what was told').toContain(id)
      if (before !== undefined) expect(desk.nowMs - before.atMs).toBeGreaterThanOrEqual(minuteMs)
      const fresh = alerts.firing.some((id) => states.get(id)?.isAcknowledged === false)
      expect(fresh || alerts.resolved.length > 0, 'something to tell').toBe(true)
    }
    desk.nowMs += 5000
  }
}

/** Once nothing disturbs any more, everybody knows what is so. */
function settle(desk: Desk): void {
  desk.periods = []
  desk.outcome = 'sent'
  desk.pass(600)
  const told = new Set(desk.sent.flatMap((sent) => [...toldAfter(sent)]))
  for (const { id, resolvedAtMs, isAcknowledged } of desk.alerts) {
    if (resolvedAtMs !== null) expect(told.has(id)).toBe(false)
    else if (!isAcknowledged) expect(told.has(id)).toBe(true)
  }
}

describe('routes', () => {
  const critical = { name: 'severity', operator: '=', value: 'critical' } as const
  const routes = [
    route({ id: 'first', matchers: [critical], continues: true }),
    route({ id: 'second', matchers: [critical] }),
    route({ id: 'third' }),
  ]
  it('are taken in order: the first that matches, and later ones as long as each continues', () => {
    const taken = (labels: Record<string, string>) => routesOf(routes, labelsOf(labels)).map(({ id }) => id)
    expect(taken({ severity: 'critical' })).toEqual(['first', 'second'])
    expect(taken({ severity: 'warning' })).toEqual(['third'])
    expect(routesOf(routes.slice(0, 2), labelsOf({}))).toEqual([])
  })
})
