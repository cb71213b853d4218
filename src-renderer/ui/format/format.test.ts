import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBytes, formatRate } from './bytes.ts'
import { formatCount, formatShare } from './count.ts'
import { formatDuration } from './duration.ts'
import { formatDay, formatInstant, formatMinute, formatRelative } from './instant.ts'

const language = fc.constantFrom('ja' as const, 'en' as const)
const factors: Record<string, number> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15, EB: 1e18 }
const seconds: Record<string, number> = { 日: 86_400, 時間: 3_600, 分: 60, 秒: 1, d: 86_400, h: 3_600, min: 60, s: 1 }

function readBytes(text: string): number {
  const [number = '', unit = ''] = text.split(' ')
  return Number(number.replaceAll(',', '')) * (factors[unit] ?? Number.NaN)
}

function readSeconds(text: string): number {
  const parts = [...text.matchAll(/([\d.]+) ?(時間|日|分|秒|min|d|h|s)/g)]
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (seconds[unit ?? ''] ?? Number.NaN), 0)
}

describe('sizes', () => {
  it('read as people write them', () => {
    expect(formatBytes('ja', 0)).toBe('0 B')
    expect(formatBytes('en', 999)).toBe('999 B')
    expect(formatBytes('en', 1_000)).toBe('1 kB')
    expect(formatBytes('en', 1_234_567_890)).toBe('1.23 GB')
    expect(formatBytes('en', 999_999)).toBe('1 MB')
    expect(formatRate('ja', 12_300_000)).toBe('毎秒 12.3 MB')
  })

  it('never differ from the true figure by more than one half per cent, and never show 1000 of a unit', () => {
    fc.assert(
      fc.property(language, fc.double({ min: 1, max: 9e18, noNaN: true }), (tongue, size) => {
        const text = formatBytes(tongue, Math.round(size))
        const back = readBytes(text)
        expect(Math.abs(back - Math.round(size))).toBeLessThanOrEqual(Math.round(size) * 0.0051)
        if (!text.endsWith('EB')) expect(text).not.toMatch(/^1,?000 /)
      }),
    )
  })

  it('grow with what they measure', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
        const [small, large] = a < b ? [a, b] : [b, a]
        expect(readBytes(formatBytes('en', small))).toBeLessThanOrEqual(readBytes(formatBytes('en', large)))
      }),
    )
  })
})

describe('durations', () => {
  it('read as people say them', () => {
    expect(formatDuration('ja', 192_000)).toBe('3分12秒')
    expect(formatDuration('en', 192_000)).toBe('3 min 12 s')
    expect(formatDuration('ja', 340)).toBe('0.3秒')
    expect(formatDuration('en', 90_000_000)).toBe('1 d 1 h')
    expect(formatDuration('ja', 3_599_600)).toBe('1時間')
  })

  it('use at most two units and stay within half of the smaller one', () => {
    fc.assert(
      fc.property(language, fc.nat(400 * 86_400_000), (tongue, ms) => {
        const text = formatDuration(tongue, ms)
        const shown = readSeconds(text)
        const tolerance = ms >= 86_399_500 ? 1_800 : ms >= 3_599_500 ? 30 : ms >= 9_950 ? 0.5 : 0.05
        expect(Math.abs(shown - ms / 1000)).toBeLessThanOrEqual(tolerance + 0.001)
        expect([...text.matchAll(/\d+(\.\d+)?/g)].length).toBeLessThanOrEqual(2)
      }),
    )
  })
})

describe('counts, shares and moments', () => {
  it('group digits and keep 0 % and 100 % for nothing and everything', () => {
    expect(formatCount('ja', 1_234_567)).toBe('1,234,567')
    fc.assert(
      fc.property(fc.double({ min: Number.EPSILON, max: 1 - Number.EPSILON, noNaN: true }), (share) => {
        expect(['0%', '100%']).not.toContain(formatShare('en', share))
      }),
    )
    expect(formatShare('en', 1)).toBe('100%')
    expect(formatShare('en', 0)).toBe('0%')
  })

  it('show the exact moment in the zone of the site', () => {
    expect(formatInstant('ja', 'Asia/Tokyo', '2026-11-22T15:04:05Z')).toBe('2026年11月23日 0:04:05 JST')
    expect(formatMinute('ja', 'Asia/Tokyo', '2026-11-22T15:04:05Z')).toBe('2026/11/23 00:04')
    expect(formatMinute('en', 'UTC', '2026-11-22T15:04:05Z')).toContain('15:04')
    expect(formatDay('ja', '2026-11-22')).toBe('11月22日(日)')
  })

  it('say on which side of now a moment lies, never overstating the distance', () => {
    const now = Date.parse('2026-11-22T00:00:00Z')
    expect(formatRelative('ja', now - 3 * 60_000, now)).toBe('3 分前')
    expect(formatRelative('en', now + 2 * 3_600_000 + 5, now)).toBe('in 2 hours')
    fc.assert(
      fc.property(fc.integer({ min: 10_001, max: 300 * 86_400_000 }), (distance) => {
        expect(formatRelative('en', now - distance, now)).toMatch(/ago$|yesterday|last month/)
        expect(formatRelative('en', now + distance, now)).toMatch(/^in |tomorrow|next month/)
      }),
    )
  })
})
