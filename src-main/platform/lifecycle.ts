import { type Logger, silentLogger } from './logger.ts'

/** How one stops a started thing. */
export type Stop = () => void | Promise<void>

/** Settings of an owner. */
export interface OwnerOptions {
  /** Longest wait for one thing to stop; 10 s unless told. What takes longer is reported and left behind. */
  readonly limitMs?: number
  readonly log?: Logger
}

interface Running {
  readonly name: string
  readonly stop: Stop
}

let watched: Set<Owner> | null = null

async function settle(stop: Stop): Promise<void> {
  await stop()
}

/** Rejects when the promise has not settled within the limit. */
async function within(limitMs: number, name: string, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not stop within ${limitMs} ms`)), limitMs)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Owns what has been started and stops it in reverse order, one after the other. A failure to stop is logged and
 * reported at the end; it never keeps the rest from being stopped.
 */
export class Owner {
  readonly name: string
  readonly #limitMs: number
  readonly #log: Logger
  readonly #running: Running[] = []
  #stopping: Promise<void> | null = null

  constructor(name: string, options: OwnerOptions = {}) {
    this.name = name
    this.#limitMs = options.limitMs ?? 10_000
    this.#log = options.log ?? silentLogger
    watched?.add(this)
  }

  /** Names of what has been started and not stopped yet, oldest first. */
  get running(): readonly string[] {
    return this.#running.map((one) => one.name)
  }

  /**
   * Takes over the duty to stop a thing; the answer stops it earlier. On an owner that has stopped already, the thing is
   * stopped at once and the call fails.
   */
  own(name: string, stop: Stop): () => Promise<void> {
    const one: Running = { name, stop }
    this.#running.push(one)
    if (this.#stopping) {
      this.#stopOne(one).catch(() => undefined)
      throw new Error(`${this.name} has stopped and cannot own ${name}`)
    }
    return () => this.#stopOne(one)
  }

  /** An owner that stops together with this one, in its place of the order. */
  child(name: string): Owner {
    const child = new Owner(`${this.name}/${name}`, { limitMs: this.#limitMs, log: this.#log })
    this.own(child.name, () => child.stop())
    return child
  }

  /** Stops everything; the same promise for every call. Rejects with an AggregateError naming what did not stop. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll()
    return this.#stopping
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #stopAll(): Promise<void> {
    const failures: unknown[] = []
    for (let one = this.#running.at(-1); one; one = this.#running.at(-1)) {
      await this.#stopOne(one).catch((error: unknown) => failures.push(error))
    }
    watched?.delete(this)
    if (failures.length > 0) throw new AggregateError(failures, `${this.name} could not stop everything`)
  }

  async #stopOne(one: Running): Promise<void> {
    const at = this.#running.indexOf(one)
    if (at < 0) return
    this.#running.splice(at, 1)
    try {
      await within(this.#limitMs, one.name, settle(one.stop))
    } catch (error) {
      this.#log.error('could not stop', { what: one.name, owner: this.name, error })
      throw error
    }
  }
}

/** What a test asks at its end: which owners made since then were never stopped, and what they still run. */
export interface LeakWatch {
  leaks(): string[]
  end(): void
}

/** Starts watching every owner made from now on; for tests. */
export function watchForLeaks(): LeakWatch {
  const seen = new Set<Owner>()
  watched = seen
  return {
    leaks: () => [...seen].flatMap((owner) => owner.running.map((name) => `${owner.name}: ${name}`)),
    end: () => {
      if (watched === seen) watched = null
    },
  }
}
