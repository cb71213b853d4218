import type { TaskView } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'

/** Callers that wait for tasks to end. */
export class EndWaiters {
  readonly #waiting = new Map<string, Set<PromiseWithResolvers<TaskView>>>()

  get ids(): string[] {
    return [...this.#waiting.keys()]
  }

  /** Resolves when `ended` is called for the task; rejects with the signal's reason. */
  async wait(id: string, signal?: AbortSignal): Promise<TaskView> {
    signal?.throwIfAborted()
    const one = Promise.withResolvers<TaskView>()
    const abort = () => one.reject(signal?.reason)
    const all = this.#waiting.get(id) ?? new Set()
    this.#waiting.set(id, all.add(one))
    signal?.addEventListener('abort', abort, { once: true })
    try {
      return await one.promise
    } finally {
      signal?.removeEventListener('abort', abort)
      all.delete(one)
      if (all.size === 0 && this.#waiting.get(id) === all) this.#waiting.delete(id)
    }
  }

  ended(view: TaskView): void {
    for (const one of this.#waiting.get(view.id) ?? []) one.resolve(view)
  }

  stop(): void {
    for (const all of this.#waiting.values()) {
      for (const one of all) one.reject(new AppError('UNAVAILABLE', { what: 'queue' }))
    }
  }
}
