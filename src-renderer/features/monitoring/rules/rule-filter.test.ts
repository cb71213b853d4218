import { describe, expect, it } from 'vitest'
import type { Rule } from '#shared/features/monitoring/values.ts'
import { filterRules } from './rule-filter.ts'
import { ruleStanding } from './rule-health.tsx'

const rule: Rule = {
  id: 'a.yml/g/DiskFull#1',
  file: 'a.yml',
  group: 'g',
  kind: 'alerting',
  name: 'DiskFull',
  expression: 'node_filesystem_avail_bytes < 1',
  forSeconds: 0,
  keepFiringForSeconds: 0,
  intervalSeconds: 30,
  severity: 'critical',
  labels: {},
  annotations: {},
  isEnabled: true,
  threshold: 1,
  override: null,
  health: 'ok',
  lastError: null,
  lastEvaluatedAt: null,
  evaluationMs: null,
  firing: 0,
  pending: 0,
  hasRunbook: true,
}
const silent = { ...rule, id: 'b', name: '室温', file: 'b.yml', health: 'no-data' } as const
const off = { ...rule, id: 'c', isEnabled: false, health: 'error' } as const

describe('the rules that are looked for', () => {
  it('are found by name and condition, in any width and case', () => {
    expect(filterRules([rule, silent], { search: 'ｄｉｓｋｆｕｌｌ' })).toEqual([rule])
    expect(filterRules([rule, silent], { search: 'FILESYSTEM', file: 'b.yml' })).toEqual([silent])
  })

  it('are in trouble only while they are in use', () => {
    expect(filterRules([rule, silent, off], { show: 'trouble' })).toEqual([silent])
    expect(filterRules([rule, silent, off], { show: 'off' })).toEqual([off])
  })
})

describe('how a rule stands', () => {
  it('is that it cannot be judged, before what it said last', () => {
    expect(ruleStanding({ ...rule, health: 'error', firing: 3 })).toBe('error')
    expect(ruleStanding({ ...rule, firing: 3, pending: 1 })).toBe('firing')
    expect(ruleStanding(off)).toBe('off')
  })
})
