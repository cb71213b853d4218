import { type CompiledQuery, type DatabaseConnection, PostgresDriver } from 'kysely'
import type { EngineDriver } from '../observed-driver.ts'

/**
 * Sends what goes with a commit and the commit itself without waiting in between: connections in pipeline mode write
 * both at once. The server turns the commit of a transaction with a failed statement into a rollback.
 */
export class PipelinedPostgresDriver extends PostgresDriver implements EngineDriver {
  override async commitTransaction(
    connection: DatabaseConnection,
    statements: readonly CompiledQuery[] = [],
  ): Promise<void> {
    const sent = statements.map((statement) => connection.executeQuery(statement))
    await Promise.all([...sent, super.commitTransaction(connection)])
  }
}
