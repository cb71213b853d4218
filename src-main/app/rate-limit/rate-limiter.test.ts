import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { connectRedis, type RedisConnection } from '#main/platform/redis-connection.ts'
import { RedisServer } from '#test/stores/redis-server.ts'
import { FlexibleRateLimiter } from './rate-limiter.ts'

let server: RedisServer

beforeAll(async () => {
  server = await RedisServer.start()
})

afterAll(() => server.remove())

/** A busy machine is no dead Redis: only where one hangs on purpose is the limit short. */
async function connected(limitMs: number): Promise<RedisConnection> {
  const connection = connectRedis(server.url, silentLogger, limitMs)
  await expect.poll(() => connection.client.status, { timeout: 30_000 }).toBe('ready')
  await connection.client.flushall()
  return connection
}

const perMinute = (limit: number) => ({ limit, seconds: 60 })
const perHour = (limit: number) => ({ limit, seconds: 3600 })

describe.each(['memory', 'redis'] as const)('the rate limiter in %s', (kind) => {
  let redis: RedisConnection | null = null
  let limiter: FlexibleRateLimiter

  beforeEach(async () => {
    redis = kind === 'redis' ? await connected(10_000) : null
    limiter = new FlexibleRateLimiter({ redis: redis?.client ?? null, clock: systemClock })
  })

  afterEach(() => redis?.close())

  const call = (key: string, ...windows: { limit: number; seconds: number }[]) => limiter.take([{ key, windows }])

  it('lets exactly the limit through and says when to come again', async () => {
    const answers = []
    for (let index = 0; index < 4; index += 1) answers.push(await call('a', perMinute(3)))
    expect(answers.map(({ allowed, limit, remaining }) => [allowed, limit, remaining])).toEqual([
      [true, 3, 2],
      [true, 3, 1],
      [true, 3, 0],
      [false, 3, 0],
    ])
    expect(answers[3]).toMatchObject({ retryAfterSeconds: 60, resetSeconds: 60 })
    expect((await call('b', perMinute(3))).allowed).toBe(true)
  })

  it('has room again when it said so', async () => {
    const second = { limit: 1, seconds: 1 }
    expect((await call('a', second)).allowed).toBe(true)
    const { allowed, retryAfterSeconds } = await call('a', second)
    expect([allowed, retryAfterSeconds]).toEqual([false, 1])
    await wait(1050)
    expect((await call('a', second)).allowed).toBe(true)
  })

  it('tells the tightest window, and refuses by the one that is full longest', async () => {
    const windows = [perMinute(5), perHour(3)]
    expect(await call('a', ...windows)).toMatchObject({ limit: 3, remaining: 2, resetSeconds: 3600 })
    await call('a', ...windows)
    await call('a', ...windows)
    expect(await call('a', ...windows)).toMatchObject({ allowed: false, limit: 3, retryAfterSeconds: 3600 })
  })

  it('counts a refused call in no window that had room', async () => {
    const rules = [
      { key: 'narrow', windows: [perMinute(1)] },
      { key: 'wide', windows: [perMinute(3)] },
    ]
    for (let index = 0; index < 5; index += 1) await limiter.take(rules)
    expect(await call('wide', perMinute(3))).toMatchObject({ allowed: true, remaining: 1 })
  })

  it('lets no more through when many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => call('a', perMinute(7))))
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(7)
  })
})

describe('the rate limiter without its Redis', () => {
  let redis: RedisConnection
  let limiter: FlexibleRateLimiter

  beforeEach(async () => {
    await open(10_000)
  })

  const open = async (limitMs: number) => {
    redis = await connected(limitMs)
    limiter = new FlexibleRateLimiter({ redis: redis.client, clock: systemClock })
  }

  afterEach(async () => {
    await redis.close()
    await server.stop()
    await server.start()
  })

  const passed = async (key: string, calls: number) => {
    let count = 0
    for (let index = 0; index < calls; index += 1) {
      if ((await limiter.take([{ key, windows: [perMinute(6)] }])).allowed) count += 1
    }
    return count
  }

  it('halves the budgets and never opens them', async () => {
    await server.stop()
    expect(await passed('a', 10)).toBe(3)
    expect(await limiter.take([{ key: 'one', windows: [perMinute(1)] }])).toMatchObject({ allowed: true, limit: 1 })
    expect(await limiter.take([{ key: 'one', windows: [perMinute(1)] }])).toMatchObject({ allowed: false })
  })

  it('waits for a server that hangs once, not at each call', async () => {
    await redis.close()
    await open(400)
    server.freeze()
    const begun = performance.now()
    expect(await passed('a', 20)).toBe(3)
    expect(performance.now() - begun).toBeLessThan(4000)
    server.thaw()
  })

  it('counts for all nodes again once the server is back', async () => {
    await server.stop()
    expect(await passed('a', 10)).toBe(3)
    await server.start()
    await expect.poll(() => redis.client.status, { timeout: 30_000 }).toBe('ready')
    await wait(1100)
    expect(await passed('b', 10)).toBe(6)
  })

  it('begins anew after its keys were deleted, without an error', async () => {
    expect(await passed('a', 10)).toBe(6)
    await redis.client.flushall()
    expect(await passed('a', 10)).toBe(6)
  })
})
