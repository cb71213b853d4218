import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Throttle } from './throttle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('passes the first value at once, then the last of each interval, and what waits when it stops', () => {
  const passed: number[] = []
  const throttle = new Throttle<number>(100, (value) => passed.push(value))
  for (let value = 1; value <= 5; value += 1) throttle.put(value)
  expect(passed).toEqual([1])
  vi.advanceTimersByTime(100)
  expect(passed).toEqual([1, 5])
  vi.advanceTimersByTime(1000)
  throttle.put(6)
  throttle.put(7)
  expect(passed).toEqual([1, 5, 6])
  throttle.stop()
  vi.advanceTimersByTime(1000)
  expect(passed).toEqual([1, 5, 6, 7])
})
