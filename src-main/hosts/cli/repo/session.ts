import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from 'commander'
import { isRepositoryError, LocalBackend, openRepository, type Repository } from '#main/engine/repository/index.ts'
import { wrongFlag } from '../flags.ts'
import type { Terminal } from '../terminal.ts'
import { type RepositoryFlags, repositoryPath } from './location.ts'
import { repositoryPassword } from './password.ts'

/** An open repository with the locks, flags and terminal of one command. */
export interface RepositorySession {
  readonly repository: Repository
  readonly flags: RepositoryFlags
  readonly terminal: Terminal
  /** Aborts on SIGINT and SIGTERM and when the lock is lost. */
  readonly signal: AbortSignal
}

const retryStepMs = 5_000

/** Opens the repository the flags name, takes the lock the command needs, runs it, and closes everything whatever happens. */
export async function withRepository<T>(
  command: Command,
  terminal: Terminal,
  lock: 'shared' | 'exclusive' | 'none',
  work: (session: RepositorySession) => Promise<T>,
): Promise<T> {
  const flags = command.optsWithGlobals<RepositoryFlags>()
  const backend = new LocalBackend(await repositoryPath(flags, terminal))
  const repository = await openRepository(backend, await repositoryPassword(flags, terminal), {
    signal: terminal.signal,
  })
  try {
    if (lock === 'none' || !flags.lock) return await work({ repository, flags, terminal, signal: terminal.signal })
    const held = await whileLocked(flags, terminal, () => repository.lock(lock === 'exclusive', terminal.signal))
    try {
      return await work({ repository, flags, terminal, signal: AbortSignal.any([terminal.signal, held.signal]) })
    } finally {
      await held.release()
    }
  } finally {
    await repository.close()
  }
}

/** Milliseconds of a duration such as `5m`, `1h30m` or `90s`; none is 0. */
function retryTimeMs(text: string | undefined): number {
  if (text === undefined) return 0
  const unitMs = { h: 3_600_000, m: 60_000, s: 1_000 } as const
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw wrongFlag('--retry-lock', text, 'a duration such as 5m or 1h30m')
  }
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * unitMs[unit === 'h' || unit === 'm' ? unit : 's'],
    0,
  )
}

/** Tries again while another process holds a lock in the way, for as long as --retry-lock says. */
export async function whileLocked<T>(
  flags: RepositoryFlags,
  terminal: Terminal,
  attempt: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + retryTimeMs(flags.retryLock)
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!isRepositoryError(error, 'locked') || performance.now() + retryStepMs > deadline) throw error
      await delay(retryStepMs, undefined, { signal: terminal.signal })
    }
  }
}
