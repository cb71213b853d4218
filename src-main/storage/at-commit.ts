import type { Compilable, CompiledQuery } from 'kysely'
import type { DatabaseHandle } from './storage.ts'

const statementsOf = new WeakMap<object, CompiledQuery[]>()

/** From now on statements for the commit of the transaction with that handle go into `statements`. */
export function collectAtCommit(handle: object, statements: CompiledQuery[]): void {
  statementsOf.set(handle, statements)
}

/** The commit has been asked for: nothing can go with it any more. */
export function endCollecting(handle: object): void {
  statementsOf.delete(handle)
}

/**
 * Executes a statement whose result nobody needs. Inside a transaction it goes to the database in one message with the
 * commit, so that it costs no way there and back; until then nobody sees what it writes. When it fails, all of the
 * transaction does. Not for what a savepoint may take back.
 */
export async function executeAtCommit(db: DatabaseHandle, query: Compilable): Promise<void> {
  const statements = statementsOf.get(db)
  if (statements === undefined) await db.executeQuery(query.compile())
  else statements.push(query.compile())
}
