import { migrations } from '../migrations/index.ts'
import type { Storage } from '../storage.ts'
import { readHistory } from './history.ts'

/** How many of the program's migrations the database has, and how many it lacks. */
export async function migrationState(storage: Storage): Promise<{ applied: number; pending: number }> {
  const applied = new Set((await readHistory(storage)).map(({ name }) => name))
  const pending = migrations.filter(({ name }) => !applied.has(name))
  return { applied: migrations.length - pending.length, pending: pending.length }
}
