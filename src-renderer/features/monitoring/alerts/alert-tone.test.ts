import { describe, expect, it } from 'vitest'
import { standingOf } from './alert-tone.ts'

const firing = { state: 'firing', acknowledged: null, mutedBy: [], hasNoData: false } as const
const acknowledged = { by: { id: '1', name: '鈴木' }, at: '2026-01-01T00:00:00Z', note: '', until: null }
const silence = { kind: 'silence', id: '1', name: '計画停止' } as const

describe('how an alert stands', () => {
  it('is firing while nobody looks after it and nothing mutes it', () => {
    expect(standingOf(firing)).toBe('firing')
    expect(standingOf({ ...firing, hasNoData: true })).toBe('no-data')
  })

  it('is acknowledged rather than muted where it is both', () => {
    expect(standingOf({ ...firing, acknowledged, mutedBy: [silence] })).toBe('acknowledged')
    expect(standingOf({ ...firing, mutedBy: [silence] })).toBe('muted')
  })

  it('is over once it is resolved, whoever had acknowledged it', () => {
    expect(standingOf({ ...firing, state: 'resolved', acknowledged })).toBe('resolved')
    expect(standingOf({ ...firing, state: 'pending', mutedBy: [silence] })).toBe('pending')
  })
})
