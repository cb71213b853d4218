import type { SqlValue } from './sql-value.ts'

/** A statement that has been executed, as listeners get it. */
export interface ExecutedQuery {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
  /** Time in the engine and on the way there, without waiting for a connection; with the commit for what goes with it. */
  readonly durationMs: number
  readonly failed: boolean
  /** Rows it gave or changed; 0 where that is not told, as for what goes with a commit. */
  readonly rows: number
}

export type QueryListener = (query: ExecutedQuery) => void

/** Passes each executed statement to whoever listens. */
export class QueryListeners {
  readonly #listeners = new Set<QueryListener>()

  /** Returns the function that ends listening. */
  add(listener: QueryListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(query: ExecutedQuery): void {
    for (const listener of this.#listeners) listener(query)
  }
}
