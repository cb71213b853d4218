import type { z } from 'zod'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { type BackupProblem, type findingSchema, problemSchema } from '#shared/features/backup/values.ts'

type Finding = z.infer<typeof findingSchema>

/** Rows of one statement, well below the parameter limits of both engines. */
const rowsAtOnce = 200

/** Keeps problems of a run from the given position on, and how many there were in all. */
export async function addProblems(
  db: DatabaseHandle,
  executionId: string,
  problems: { readonly from: number; readonly kept: readonly BackupProblem[]; readonly countOfAll: number },
): Promise<void> {
  for (let at = 0; at < problems.kept.length; at += rowsAtOnce) {
    const rows = problems.kept.slice(at, at + rowsAtOnce).map((problem, offset) => ({
      executionId,
      position: problems.from + at + offset,
      pathQuoted: problem.path.quoted,
      pathDisplay: problem.path.display,
      code: problem.code,
      reason: problem.reason,
    }))
    await db.insertInto('backupExecutionProblems').values(rows).execute()
  }
  await db
    .updateTable('backupExecutions')
    .set({ problemCount: problems.countOfAll })
    .where('id', '=', executionId)
    .execute()
}

export async function addFindings(
  db: DatabaseHandle,
  executionId: string,
  findings: readonly Finding[],
): Promise<void> {
  for (let at = 0; at < findings.length; at += rowsAtOnce) {
    const rows = findings
      .slice(at, at + rowsAtOnce)
      .map((finding, offset) => ({ executionId, position: at + offset, ...finding }))
    await db.insertInto('backupExecutionFindings').values(rows).execute()
  }
}

export async function listProblems(db: DatabaseHandle, executionId: string): Promise<BackupProblem[]> {
  const rows = await db
    .selectFrom('backupExecutionProblems')
    .select(['pathQuoted', 'pathDisplay', 'code', 'reason'])
    .where('executionId', '=', executionId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    path: { quoted: row.pathQuoted, display: row.pathDisplay },
    code: problemSchema.shape.code.parse(row.code),
    reason: row.reason,
  }))
}

export async function listFindings(db: DatabaseHandle, executionId: string): Promise<Finding[]> {
  return db
    .selectFrom('backupExecutionFindings')
    .select(['severity', 'code', 'subject', 'detail'])
    .where('executionId', '=', executionId)
    .orderBy('position')
    .execute()
}
