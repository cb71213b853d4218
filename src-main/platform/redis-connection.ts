import { Redis } from 'ioredis'
import type { Logger } from './logger.ts'

/** A connection that fails fast: commands without a living server are refused at once, others after `limitMs`. */
export interface RedisConnection {
  readonly client: Redis
  close(): Promise<void>
}

/** Connects in the background and again after each loss, for ever; a server that is away is told once, not at each try. */
export function connectRedis(url: string, log: Logger, limitMs = 100): RedisConnection {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 1000,
    commandTimeout: limitMs,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
  })
  let isAway = false
  client.on('error', (error) => {
    if (!isAway) log.warning('Redis does not answer', { error })
    isAway = true
  })
  client.on('ready', () => {
    if (isAway) log.info('Redis answers again')
    isAway = false
  })
  return { client, close: async () => client.disconnect() }
}
