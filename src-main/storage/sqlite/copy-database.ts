import { writeWhole } from '../whole-copy.ts'
import { WorkerConnection } from './worker-connection.ts'

/** Copies one moment of the database, also while it is in use, to `<folder>/<label>.db`. */
export function copyDatabase(file: string, folder: string, label: string): Promise<string> {
  return writeWhole(folder, label, '.db', async (unfinished) => {
    const connection = await WorkerConnection.open({ file, readOnly: true, busyTimeoutMs: 1_000, pragmas: [] })
    try {
      // Without a moment of its own the copy would begin again at every change.
      await connection.execute('begin')
      await connection.execute('select count(*) from sqlite_schema')
      await connection.backup(unfinished)
    } finally {
      await connection.close()
    }
  })
}
