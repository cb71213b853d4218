import { describe, expect, it } from 'vitest'
import type { Clock } from '#main/platform/clock.ts'
import type { RunProgress } from '../engine/port.ts'
import { ProgressMeter } from './progress-meter.ts'

const running = (bytesDone: number, bytesTotal: number, totalsFinal: boolean): RunProgress => ({
  phase: 'backup',
  filesDone: bytesDone / 1000,
  filesTotal: bytesTotal / 1000,
  bytesDone,
  bytesTotal,
  totalsFinal,
  current: '/home/帳簿.xlsx',
})

function testClock(): Clock & { advance(ms: number): void } {
  let now = 0
  return {
    now: () => new Date(now),
    monotonicMs: () => now,
    advance: (ms) => {
      now += ms
    },
  }
}

describe('the progress meter', () => {
  it('tells the rate and the remaining time of an even run', () => {
    const clock = testClock()
    const meter = new ProgressMeter(clock)
    let progress = meter.measure(running(0, 1_000_000, true), 0)
    for (let second = 1; second <= 10; second += 1) {
      clock.advance(1000)
      progress = meter.measure(running(second * 50_000, 1_000_000, true), 2)
    }
    expect(progress).toMatchObject({ bytesPerSecond: 50_000, remainingMs: 10_000, totalBytes: 1_000_000, problems: 2 })
  })

  it('says nothing of the rest while neither scan nor an earlier run knows the whole', () => {
    const clock = testClock()
    const meter = new ProgressMeter(clock)
    meter.measure(running(0, 5_000, false), 0)
    clock.advance(5000)
    expect(meter.measure(running(100_000, 200_000, false), 0)).toMatchObject({ totalBytes: null, remainingMs: null })
  })

  it('leans on the totals of the last run until the scan has ended', () => {
    const clock = testClock()
    const meter = new ProgressMeter(clock, { totalFiles: 1000, totalBytes: 1_000_000 })
    meter.measure(running(0, 5_000, false), 0)
    clock.advance(5000)
    expect(meter.measure(running(500_000, 600_000, false), 0)).toMatchObject({
      totalBytes: 1_000_000,
      remainingMs: 5000,
    })
    expect(meter.measure(running(500_000, 600_000, true), 0).totalBytes).toBe(600_000)
  })

  it('follows a change of speed within some seconds without jumping', () => {
    const clock = testClock()
    const meter = new ProgressMeter(clock)
    let done = 0
    const rateAfter = (seconds: number, bytesPerSecond: number): number => {
      let rate = 0
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1000)
        done += bytesPerSecond
        rate = meter.measure(running(done, 1e12, true), 0).bytesPerSecond ?? 0
      }
      return rate
    }
    rateAfter(10, 100_000)
    expect(rateAfter(1, 10_000)).toBeGreaterThan(80_000)
    expect(rateAfter(30, 10_000)).toBeLessThan(12_000)
  })
})
