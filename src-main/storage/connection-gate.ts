import { setImmediate as nextTurn } from 'node:timers/promises'
import { StorageError } from './storage-error.ts'

/** Lets calls in until it is closed; closing waits for those inside. */
export class ConnectionGate {
  readonly #inside = new Set<symbol>()
  #closed: Promise<void> | null = null
  #becameEmpty: (() => void) | null = null

  /** Returns the function that leaves again; calling it twice does nothing. */
  enter(): () => void {
    if (this.#closed !== null) throw new StorageError('DATABASE_CLOSED', {})
    const call = Symbol('call')
    this.#inside.add(call)
    return () => {
      this.#inside.delete(call)
      if (this.#inside.size === 0) this.#becameEmpty?.()
    }
  }

  /** Runs `release` once, when everybody has left. What was called before in the same turn still comes in. */
  async close(release: () => Promise<void>): Promise<void> {
    await nextTurn()
    this.#closed ??= this.#empty().then(release)
    await this.#closed
  }

  async #empty(): Promise<void> {
    if (this.#inside.size === 0) return
    await new Promise<void>((resolve) => {
      this.#becameEmpty = resolve
    })
  }
}
