import type { Clock } from '#main/platform/clock.ts'
import type { OpenRepository } from '../engine/port.ts'
import type { RepositoryAccess } from './repository-access.ts'

interface Browsed {
  readonly opened: Promise<OpenRepository>
  users: number
  stale: boolean
  idleSinceMs: number
}

/** Repositories people are looking into: opened once with their index, refreshed after runs, closed when idle. */
export class BrowsedRepositories {
  readonly #access: Pick<RepositoryAccess, 'open'>
  readonly #clock: Clock
  readonly #idleMs: number
  readonly #browsed = new Map<string, Browsed>()
  #timer: NodeJS.Timeout | undefined

  constructor(access: Pick<RepositoryAccess, 'open'>, clock: Clock, idleMs: number) {
    this.#access = access
    this.#clock = clock
    this.#idleMs = idleMs
  }

  async use<T>(id: string, work: (opened: OpenRepository) => Promise<T>): Promise<T> {
    const browsed = this.#browsed.get(id) ?? this.#begin(id)
    browsed.users += 1
    try {
      const opened = await browsed.opened
      if (browsed.stale) {
        browsed.stale = false
        await opened.refresh()
      }
      return await work(opened)
    } finally {
      browsed.users -= 1
      browsed.idleSinceMs = this.#clock.monotonicMs()
    }
  }

  /** Something was written: the next look reads what is new. */
  markStale(id: string): void {
    const browsed = this.#browsed.get(id)
    if (browsed) browsed.stale = true
  }

  async forget(id: string): Promise<void> {
    const browsed = this.#browsed.get(id)
    this.#browsed.delete(id)
    await closeQuietly(browsed)
  }

  async closeAll(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    await Promise.all([...this.#browsed.keys()].map((id) => this.forget(id)))
  }

  #begin(id: string): Browsed {
    const opened = this.#access.open(id)
    const browsed: Browsed = { opened, users: 0, stale: false, idleSinceMs: this.#clock.monotonicMs() }
    this.#browsed.set(id, browsed)
    opened.catch(() => {
      if (this.#browsed.get(id) === browsed) this.#browsed.delete(id)
    })
    this.#timer ??= setInterval(() => this.#closeIdle(), Math.min(this.#idleMs, 10_000)).unref()
    return browsed
  }

  #closeIdle(): void {
    const now = this.#clock.monotonicMs()
    for (const [id, browsed] of this.#browsed) {
      if (browsed.users > 0 || now - browsed.idleSinceMs < this.#idleMs) continue
      this.#browsed.delete(id)
      closeQuietly(browsed).catch(() => undefined)
    }
    if (this.#browsed.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

/** One that never opened has nothing to close; whoever used it was told why. */
async function closeQuietly(browsed: Browsed | undefined): Promise<void> {
  const opened = await browsed?.opened.catch(() => undefined)
  await opened?.close()
}
