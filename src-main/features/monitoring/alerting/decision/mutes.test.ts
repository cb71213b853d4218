import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Matcher } from '#shared/features/monitoring/values.ts'
import { labelsOf } from './known-alert.ts'
import { Mutes, type QuietPeriod } from './mutes.ts'

const is = (name: string, value: string): Matcher => ({ name, operator: '=', value })
const alert = (id: string, labels: Record<string, string>, resolvedAtMs: number | null = null) => ({
  ...{ id, rule: labels.alertname ?? '', labels: labelsOf(labels), resolvedAtMs },
})
const silence = (...matchers: Matcher[]): QuietPeriod => ({ kind: 'silence', id: 's', name: 'work', matchers })

describe('what mutes an alert', () => {
  const disk = alert('1', { alertname: 'DiskFull', disk: '/srv', severity: 'warning' })

  it('is a silence of which all matchers match, with a missing label being an empty one', () => {
    const muted = (...matchers: Matcher[]) => new Mutes([silence(...matchers)], [], []).of(disk).length > 0
    expect(muted(is('disk', '/srv'), is('severity', 'warning'))).toBe(true)
    expect(muted(is('disk', '/srv'), is('severity', 'critical'))).toBe(false)
    expect(muted(is('disk', '/srv'), is('team', ''))).toBe(true)
    expect(muted({ name: 'disk', operator: '=~', value: '/s.*' })).toBe(true)
    expect(muted({ name: 'disk', operator: '=~', value: '/s' })).toBe(false)
    expect(muted({ name: 'disk', operator: '!~', value: '/x.*' })).toBe(true)
  })

  it('is a window for everything where it has no matchers', () => {
    const window = { kind: 'maintenance', id: 'm', name: 'nightly', matchers: [] } as const
    expect(new Mutes([window], [], []).of(disk)).toEqual([{ kind: 'maintenance', id: 'm', name: 'nightly' }])
  })

  describe('as its cause', () => {
    const rule = { source: [is('severity', 'critical')], target: [is('severity', 'warning')], equal: ['disk', 'host'] }
    const cause = alert('2', { alertname: 'DiskGone', disk: '/srv', severity: 'critical' })

    it('is an alert that fires and agrees in the labels, missing ones too', () => {
      expect(new Mutes([], [rule], [cause, disk]).of(disk)).toEqual([{ kind: 'inhibition', id: '2', name: 'DiskGone' }])
      expect(new Mutes([], [rule], [cause, disk]).of(cause)).toEqual([])
      const elsewhere = alert('3', { alertname: 'DiskFull', disk: '/var', severity: 'warning' })
      expect(new Mutes([], [rule], [cause, elsewhere]).of(elsewhere)).toEqual([])
      const ofHost = alert('4', { alertname: 'DiskFull', disk: '/srv', host: 'a', severity: 'warning' })
      expect(new Mutes([], [rule], [cause, ofHost]).of(ofHost)).toEqual([])
    })

    it('is none that has ended', () => {
      expect(new Mutes([], [rule], [{ ...cause, resolvedAtMs: 5 }]).of(disk)).toEqual([])
    })

    it('never lets all of several alerts mute each other', () => {
      const pair = fc.record({ a: fc.constantFrom('1', '2'), b: fc.constantFrom('1', '2') })
      const side = fc.array(fc.constantFrom(is('a', '1'), is('b', '1'), is('a', '2')), { minLength: 1, maxLength: 2 })
      fc.assert(
        fc.property(fc.array(pair, { minLength: 1, maxLength: 6 }), side, side, (sets, source, target) => {
          const alerts = sets.map((labels, index) => alert(String(index), labels))
          const mutes = new Mutes([], [{ source, target, equal: [] }], alerts)
          expect(alerts.some((one) => mutes.of(one).length === 0)).toBe(true)
        }),
      )
    })
  })
})
