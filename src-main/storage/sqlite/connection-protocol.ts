import type { SqlValue } from '../sql-value.ts'

/** How a connection worker opens its file. */
export interface ConnectionOptions {
  readonly file: string
  readonly readOnly: boolean
  /** Milliseconds the engine itself waits for a lock; longer waits happen outside, where they block nobody. */
  readonly busyTimeoutMs: number
  readonly pragmas: readonly string[]
}

export interface Statement {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

export type ConnectionRequest = { readonly id: number } & (
  | { readonly kind: 'open'; readonly options: ConnectionOptions }
  | ({ readonly kind: 'execute' } & Statement)
  | { readonly kind: 'commit'; readonly statements: readonly Statement[] }
  | { readonly kind: 'rollback' }
  | { readonly kind: 'backup'; readonly target: string }
  | { readonly kind: 'close' }
)

export interface StatementResult {
  readonly rows: readonly Readonly<Record<string, SqlValue>>[]
  readonly changes: number | null
  readonly lastInsertRowid: number | bigint | null
}

export interface EngineFailure {
  /** The engine's own code, for example `SQLITE_BUSY`. */
  readonly code: string
  readonly message: string
}

export type ConnectionResponse =
  | { readonly id: number; readonly ok: true; readonly result: StatementResult }
  | { readonly id: number; readonly ok: false; readonly failure: EngineFailure }
