import { SqliteFailure } from './sqlite-failure.ts'
import { WorkerConnection } from './worker-connection.ts'

export type CheckKind = 'quick' | 'full'

const mostFindings = 20

/**
 * Looks for damage on a connection of its own, so that it delays nobody. Quick looks at the pages of each table and can
 * be stopped between them; full also compares every index with its table. No finding means a sound file.
 */
export async function checkIntegrity(file: string, kind: CheckKind, signal: AbortSignal): Promise<readonly string[]> {
  const connection = await WorkerConnection.open({ file, readOnly: true, busyTimeoutMs: 1_000, pragmas: [] })
  try {
    return kind === 'full'
      ? await run(connection, `pragma integrity_check(${mostFindings})`)
      : await quick(connection, signal)
  } catch (error) {
    if (error instanceof SqliteFailure && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return [error.message]
    throw error
  } finally {
    await connection.close()
  }
}

async function quick(connection: WorkerConnection, signal: AbortSignal): Promise<readonly string[]> {
  const { rows } = await connection.execute("select name from sqlite_schema where type = 'table' and rootpage > 0")
  const findings: string[] = []
  for (const { name } of rows) {
    if (signal.aborted || findings.length >= mostFindings) break
    findings.push(...(await run(connection, `pragma quick_check('${String(name).replaceAll("'", "''")}')`)))
  }
  return findings
}

async function run(connection: WorkerConnection, pragma: string): Promise<readonly string[]> {
  const { rows } = await connection.execute(pragma)
  return rows.flatMap((row) => Object.values(row).map(String)).filter((line) => line !== 'ok')
}
