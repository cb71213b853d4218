import { setTimeout as sleep } from 'node:timers/promises'
import { StorageError } from '../storage-error.ts'
import { isBusy } from './sqlite-failure.ts'

const firstPauseMs = 10
const longestPauseMs = 100

/** Repeats what another program's lock refused, with growing random pauses, for at most `limitMs`. */
export async function whileBusy<T>(limitMs: number, attempt: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await attempt()
    } catch (error) {
      const waitedMs = Math.round(performance.now() - startedAt)
      if (!isBusy(error)) throw error
      if (waitedMs >= limitMs) throw new StorageError('DATABASE_LOCKED', { waitedMs }, { cause: error })
      await sleep(pauseMs * (0.5 + Math.random()))
    }
  }
}
