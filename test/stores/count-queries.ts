import type { Storage } from '#main/storage/storage.ts'

/** Runs `work` and resolves with its result and the statements that it executed. */
export async function countQueries<T>(
  storage: Storage,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly statements: readonly string[] }> {
  const statements: string[] = []
  const stop = storage.onQuery(({ sql }) => statements.push(sql))
  try {
    return { result: await work(), statements }
  } finally {
    stop()
  }
}
