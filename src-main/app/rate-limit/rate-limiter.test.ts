import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemoryRateLimiter } from './rate-limiter.ts'

function limiterAt() {
  const time = { ms: 0 }
  const limiter = new MemoryRateLimiter({ now: () => new Date(time.ms), monotonicMs: () => time.ms })
  return { limiter, time }
}

describe('the rate limiter', () => {
  it('lets exactly the limit through and says when to come again', async () => {
    const { limiter } = limiterAt()
    const windows = [{ limit: 3, seconds: 60 }]
    const answers = []
    for (let call = 0; call < 4; call += 1) answers.push(await limiter.take('a', windows))
    expect(answers.map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
    ])
    expect(answers[3]?.retryAfterSeconds).toBeGreaterThan(0)
    expect((await limiter.take('b', windows)).allowed).toBe(true)
  })

  it('holds every window, and refuses by the one that is full longest', async () => {
    const { limiter, time } = limiterAt()
    const windows = [
      { limit: 5, seconds: 60 },
      { limit: 7, seconds: 3600 },
    ]
    let passed = 0
    for (let minute = 0; minute < 6; minute += 1) {
      for (let call = 0; call < 6; call += 1) if ((await limiter.take('a', windows)).allowed) passed += 1
      time.ms += 120_000
    }
    expect(passed).toBe(7)
    expect((await limiter.take('a', windows)).retryAfterSeconds).toBeGreaterThan(60)
  })

  it('never lets more than twice the limit less one through in any span of one window', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(30_000), { maxLength: 60 }), async (pauses) => {
        const { limiter, time } = limiterAt()
        const passed: number[] = []
        for (const pause of pauses) {
          time.ms += pause
          if ((await limiter.take('a', [{ limit: 5, seconds: 60 }])).allowed) passed.push(time.ms)
        }
        for (const from of passed) {
          expect(passed.filter((at) => at >= from && at < from + 60_000).length).toBeLessThan(10)
        }
      }),
    )
  })

  it('has room again when it said so', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20_000), { minLength: 6, maxLength: 40 }), async (pauses) => {
        const { limiter, time } = limiterAt()
        const windows = [{ limit: 5, seconds: 60 }]
        for (const pause of pauses) {
          time.ms += pause
          const answer = await limiter.take('a', windows)
          if (answer.allowed) continue
          time.ms += answer.retryAfterSeconds * 1000
          expect((await limiter.take('a', windows)).allowed).toBe(true)
        }
      }),
    )
  })
})
