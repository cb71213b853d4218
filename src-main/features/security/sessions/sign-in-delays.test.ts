import { describe, expect, it } from 'vitest'
import { SignInDelays } from './sign-in-delays.ts'

function delaysAt() {
  const time = { ms: 0 }
  return { delays: new SignInDelays({ now: () => new Date(time.ms), monotonicMs: () => time.ms }), time }
}

describe('delays after failed attempts', () => {
  it('grow from the fourth attempt on up to a minute', () => {
    const { delays } = delaysAt()
    const seen = Array.from({ length: 12 }, () => {
      const delay = delays.delayMs('a')
      delays.failed('a')
      return delay / 1000
    })
    expect(seen).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60])
  })

  it('end with a success and after a quarter of an hour', () => {
    const { delays, time } = delaysAt()
    for (let n = 0; n < 5; n += 1) for (const name of ['a', 'b']) delays.failed(name)
    delays.succeeded('a')
    expect(delays.delayMs('a')).toBe(0)
    expect(delays.delayMs('b')).toBeGreaterThan(0)
    time.ms += 16 * 60_000
    expect(delays.delayMs('b')).toBe(0)
  })

  it('forget the oldest names when there are too many', () => {
    const { delays } = delaysAt()
    for (let n = 0; n < 4; n += 1) delays.failed('first')
    for (let n = 0; n < 10_000; n += 1) delays.failed(`name ${n}`)
    expect(delays.delayMs('first')).toBe(0)
  })
})
