import { describe, expect, it } from 'vitest'
import { routingSchema } from '#shared/features/monitoring/contract/notifications.ts'
import { moved, newInhibition, newRoute, typedLabels, unreachableFrom } from './routing-values.ts'

describe('routes as one arranges them', () => {
  it('begin as the program takes them', () => {
    const routing = { routes: [newRoute('a')], inhibitions: [newInhibition] }
    expect(routingSchema.parse(routing)).toEqual(routing)
  })

  it('change places with their neighbour, and stay at either end', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
  })

  it('are out of reach behind one that takes everything', () => {
    const all = newRoute('all')
    expect(unreachableFrom([all, newRoute('b')])).toBe(1)
    expect(unreachableFrom([{ ...all, continues: true }, newRoute('b')])).toBe(2)
    expect(unreachableFrom([{ ...all, matchers: [{ name: 'a', operator: '=', value: 'b' }] }])).toBe(1)
    expect(unreachableFrom([])).toBe(0)
  })
})

describe('labels that are typed', () => {
  it('may be quoted, hold equals signs, and stand on lines or between commas', () => {
    expect(typedLabels('severity="critical", job=a=b\n site=本社')).toEqual({
      severity: 'critical',
      job: 'a=b',
      site: '本社',
    })
  })

  it('leave out what is no label', () => {
    expect(typedLabels('nonsense, 9x=1,')).toEqual({})
  })
})
