import { describe, expect, it } from 'vitest'
import type { ObservedAlert, RuleObservation } from '../../rule-observation.ts'
import type { AlertRow } from '../repository/alert-rows.ts'
import { reconcile } from './reconcile.ts'

const alert = (given: Partial<ObservedAlert> = {}): ObservedAlert => ({
  ...{ labels: { alertname: 'A', severity: 'critical' }, annotations: {}, state: 'firing', value: 1 },
  ...{ activeAtMs: 1000, firedAtMs: 2000, resolvedAtMs: null, ...given },
})
const observed = (alerts: ObservedAlert[], given: Partial<RuleObservation> = {}): RuleObservation => ({
  ...{ ruleId: 'f/g/A#0', group: 'g', rule: 'A', expression: 'up == 0', atMs: 5000, hasNoData: false, error: null },
  ...{ alerts, ...given },
})
const pending = alert({ state: 'pending', firedAtMs: null })

/** What is open after these evaluations, one after the other. */
function opened(...evaluations: RuleObservation[][]): readonly AlertRow[] {
  return evaluations.reduce<readonly AlertRow[]>((open, each) => reconcile(open, each).open, [])
}

describe('what an evaluation changes', () => {
  it('follows an alert from waiting over firing to its end, with one event for each', () => {
    const begun = reconcile([], [observed([pending])])
    expect(begun.events.map(({ kind }) => kind)).toEqual(['pending'])
    const fired = reconcile(begun.open, [observed([alert()])])
    expect(fired.events.map(({ kind, at }) => [kind, at])).toEqual([['fired', 2000]])
    expect(fired.raised).toHaveLength(1)
    expect(fired.open[0]?.id).toBe(begun.open[0]?.id)
    const ended = reconcile(fired.open, [observed([alert({ state: 'resolved', resolvedAtMs: 4000 })])])
    expect(ended.events.map(({ kind, at }) => [kind, at])).toEqual([['resolved', 4000]])
    expect(ended.open).toEqual([])
    expect(reconcile(ended.open, [observed([alert({ state: 'resolved', resolvedAtMs: 4000 })])]).written).toEqual([])
  })

  it('ends what is not seen any more, and forgets what never fired', () => {
    const open = opened([observed([alert(), alert({ ...pending, labels: { alertname: 'A', host: 'x' } })])])
    const { written, removed } = reconcile(open, [observed([])])
    expect(written).toMatchObject([{ state: 'resolved', resolvedAt: 5000 }])
    expect(removed).toHaveLength(1)
  })

  it('leaves everything as it is where the rule could not be judged, or was not', () => {
    const open = opened([observed([alert()])])
    expect(reconcile(open, [observed([], { error: 'too many samples' })]).open).toEqual(open)
    expect(reconcile(open, [observed([], { ruleId: 'f/g/A#1' })])).toMatchObject({ written: [], removed: [], open })
  })

  it('writes nothing when nothing has changed, and the value when it has', () => {
    const open = opened([observed([alert()])])
    expect(reconcile(open, [observed([alert()], { atMs: 6000 })]).written).toEqual([])
    const { written, events } = reconcile(open, [observed([alert({ value: Number.POSITIVE_INFINITY })])])
    expect([written.map(({ value }) => value), events]).toEqual([['+Inf'], []])
  })

  it('tells that there are no data any more, and that an alert ended for want of them', () => {
    const open = opened([observed([alert()])])
    const held = reconcile(open, [observed([alert()], { hasNoData: true })])
    expect(held.written).toMatchObject([{ state: 'firing', hasNoData: 1 }])
    const ended = reconcile(held.open, [observed([], { hasNoData: true })])
    expect([ended.written[0]?.hasNoData, ended.events[0]?.note]).toEqual([1, 'no-data'])
  })

  it('lets an alert wait again when the rule has become more patient', () => {
    const [row] = opened([observed([alert()])], [observed([pending])])
    expect(row).toMatchObject({ state: 'pending', firedAt: null })
  })

  it('is another alert when it fires again after its end', () => {
    const first = opened([observed([alert()])])
    const again = opened([observed([alert()])], [observed([])], [observed([alert({ activeAtMs: 9000 })])])
    expect(again[0]?.fingerprint).toBe(first[0]?.fingerprint)
    expect(again[0]?.id).not.toBe(first[0]?.id)
  })

  it('keeps an alert whose rule has moved in its file, and tells apart rules of one name in two groups', () => {
    const open = opened([observed([alert()])], [observed([alert()], { ruleId: 'f/g/A#1' })])
    expect(open).toMatchObject([{ ruleId: 'f/g/A#1' }])
    expect(opened([observed([alert()]), observed([alert()], { ruleId: 'f/h/A#0', group: 'h' })])).toHaveLength(2)
  })
})
