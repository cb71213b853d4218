/** What the pool needs of a connection. */
export interface PooledConnection {
  /** Whether it can no longer be used. */
  readonly ended: boolean
  close(): Promise<void>
}

/**
 * Reading connections, opened when all others are busy, up to a maximum; calls wait in their order. A connection that
 * has ended is replaced at the next call.
 */
export class ReaderPool<C extends PooledConnection> {
  readonly #open: () => Promise<C>
  readonly #maximum: number
  readonly #idle: C[] = []
  readonly #queue: (() => void)[] = []
  #total = 0

  constructor(open: () => Promise<C>, maximum: number) {
    this.#open = open
    this.#maximum = maximum
  }

  get total(): number {
    return this.#total
  }

  get idle(): number {
    return this.#idle.length
  }

  get waiting(): number {
    return this.#queue.length
  }

  async run<T>(work: (connection: C) => Promise<T>): Promise<T> {
    const connection = await this.#take()
    try {
      return await work(connection)
    } finally {
      this.#giveBack(connection)
    }
  }

  /** Closes all; call it when nothing runs any more. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((connection) => connection.close()))
    this.#total = 0
  }

  async #take(): Promise<C> {
    for (;;) {
      const idle = this.#idle.pop()
      if (idle !== undefined && !idle.ended) return idle
      if (idle !== undefined) this.#total -= 1
      else if (this.#total < this.#maximum) return this.#add()
      else await new Promise<void>((resolve) => this.#queue.push(resolve))
    }
  }

  async #add(): Promise<C> {
    this.#total += 1
    try {
      return await this.#open()
    } catch (error) {
      this.#total -= 1
      this.#queue.shift()?.()
      throw error
    }
  }

  #giveBack(connection: C): void {
    if (connection.ended) this.#total -= 1
    else this.#idle.push(connection)
    this.#queue.shift()?.()
  }
}
