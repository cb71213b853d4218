/** Lets work of the same key run one after the other, in the order of asking. */
export class KeyedTurns {
  readonly #last = new Map<string, Promise<void>>()

  /** Runs `work` when it is its turn; rejects with the signal's reason when that aborts while waiting. */
  async run<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve()
    const { promise: done, resolve: finish } = Promise.withResolvers<void>()
    const turn = before.then(() => done)
    this.#last.set(key, turn)
    try {
      await untilAborted(before, signal)
      return await work()
    } finally {
      finish()
      if (this.#last.get(key) === turn) this.#last.delete(key)
    }
  }
}

async function untilAborted(before: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    await Promise.race([before, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
