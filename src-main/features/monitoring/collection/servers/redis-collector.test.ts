import { expect, it, onTestFinished } from 'vitest'
import { silentLogger } from '#main/platform/logger.ts'
import { connectRedis } from '#main/platform/redis-connection.ts'
import { RedisServer } from '#test/stores/redis-server.ts'
import { redisCollector, redisSamples } from './redis-collector.ts'

const never = new AbortController().signal

it('tells memory and clients of a real Redis, and fails when that is gone', async () => {
  const server = await RedisServer.start()
  const connection = connectRedis(server.url, silentLogger, 1000)
  onTestFinished(async () => {
    await connection.close()
    await server.stop()
  })
  const collector = redisCollector(connection.client, 'here')
  await expect.poll(() => collector.collect(never).catch(() => []), { timeout: 5000 }).toHaveLength(4)
  const values = new Map((await collector.collect(never)).map(({ name, value }) => [name, value]))
  expect(values.get('redis_up')).toBe(1)
  expect(values.get('redis_memory_used_bytes')).toBeGreaterThan(100_000)
  expect(values.get('redis_memory_max_bytes')).toBe(0)
  expect(values.get('redis_connected_clients')).toBeGreaterThan(0)
  await server.stop()
  await expect(collector.collect(never)).rejects.toThrow()
  expect(collector.whenDown).toEqual([{ name: 'redis_up', labels: {}, value: 0 }])
})

it.each(['', '__proto__:1\r\nconstructor:2', 'used_memory:x\r\nmaxmemory:-1', `used_memory:${'9'.repeat(400)}`])(
  'takes nothing from an answer that makes no sense: %s',
  (info) => {
    expect(redisSamples(info)).toEqual([{ name: 'redis_up', labels: {}, value: 1 }])
  },
)
