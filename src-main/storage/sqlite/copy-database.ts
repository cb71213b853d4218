import { mkdir, rename, rm } from 'node:fs/promises'
import { unusedPath } from '../unused-path.ts'
import { WorkerConnection } from './worker-connection.ts'

/** Copies the database, also while it is in use, to `<folder>/<label>.db`, which is there only once it is whole. */
export async function copyDatabase(file: string, folder: string, label: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const target = await unusedPath(folder, label, '.db')
  const unfinished = `${target}.unfinished`
  await rm(unfinished, { force: true })
  const connection = await WorkerConnection.open({ file, readOnly: true, busyTimeoutMs: 1_000, pragmas: [] })
  try {
    await connection.backup(unfinished)
  } finally {
    await connection.close()
  }
  await rename(unfinished, target)
  return target
}
