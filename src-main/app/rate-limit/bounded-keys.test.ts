import { RateLimiterMemory } from 'rate-limiter-flexible'
import { describe, expect, it } from 'vitest'
import { BoundedKeys } from './bounded-keys.ts'

describe('counters in memory', () => {
  it('forget the keys used longest ago when there are too many', async () => {
    const keys = new BoundedKeys(new RateLimiterMemory({ points: 1, duration: 60 }), 3)
    for (const key of ['a', 'b', 'c', 'a', 'd']) await keys.consume(key)
    expect(keys.size).toBe(3)
    expect((await keys.consume('a')).consumedPoints).toBe(3)
    expect((await keys.consume('b')).consumedPoints).toBe(1)
  })
})
