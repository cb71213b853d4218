import type { Redis } from 'ioredis'
import type { CollectedSample } from '../../sample-sink.ts'
import type { Collector } from '../collector.ts'

const figures: Readonly<Record<string, string>> = {
  used_memory: 'redis_memory_used_bytes',
  maxmemory: 'redis_memory_max_bytes',
  connected_clients: 'redis_connected_clients',
}

/** The Redis server of the site, by what it tells of itself. */
export function redisCollector(redis: Pick<Redis, 'info'>, instance: string): Collector {
  return {
    ...{ name: 'redis', job: 'redis', instance, timeoutMs: 5000 },
    whenDown: [{ name: 'redis_up', labels: {}, value: 0 }],
    collect: async () => redisSamples(await redis.info()),
  }
}

/** What INFO answers as samples; a server that answers anything is up. */
export function redisSamples(info: string): CollectedSample[] {
  const samples: CollectedSample[] = [{ name: 'redis_up', labels: {}, value: 1 }]
  for (const [, field = '', value] of info.matchAll(/^(\w+):(\d{1,18})\r?$/gm)) {
    const name = Object.hasOwn(figures, field) ? figures[field] : undefined
    if (name !== undefined) samples.push({ name, labels: {}, value: Number(value) })
  }
  return samples
}
