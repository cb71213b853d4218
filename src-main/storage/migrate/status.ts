import type { OpenDatabase } from '../open-database.ts'
import type { DatabaseEngine } from '../storage.ts'
import { type Drift, detectDrift } from './drift.ts'
import { readHistory } from './history.ts'
import type { MigrationRun } from './migrator.ts'

export interface MigrationEntry {
  readonly name: string
  /** `unknown`: applied by a newer program. */
  readonly state: 'applied' | 'pending' | 'unknown'
  readonly appliedAtMs: number | null
  readonly programVersion: string | null
}

export interface MigrationStatus {
  readonly engine: DatabaseEngine
  readonly location: string
  /** In the order of names. */
  readonly migrations: readonly MigrationEntry[]
  readonly pending: number
  /** A newer program has changed the database: this one must not open it. */
  readonly newer: boolean
  readonly drift: Drift
}

/** What has been applied, what is pending, and whether the schema is what the migrations make. Changes nothing. */
export async function migrationStatus(database: OpenDatabase, run: MigrationRun): Promise<MigrationStatus> {
  const history = await readHistory(database)
  const known = new Set(run.migrations.map(({ name }) => name))
  const applied = new Set(history.map(({ name }) => name))
  const entries: readonly MigrationEntry[] = [
    ...history.map(({ name, appliedAtMs, programVersion }) => {
      const state: MigrationEntry['state'] = known.has(name) ? 'applied' : 'unknown'
      return { name, state, appliedAtMs, programVersion }
    }),
    ...run.migrations
      .filter(({ name }) => !applied.has(name))
      .map(({ name }) => ({ name, state: 'pending' as const, appliedAtMs: null, programVersion: null })),
  ]
  const newer = entries.some(({ state }) => state === 'unknown')
  return {
    engine: database.engine,
    location: database.status().location,
    migrations: entries.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
    pending: entries.filter(({ state }) => state === 'pending').length,
    newer,
    drift: newer
      ? { state: 'unknown', reason: 'a newer program has changed the database' }
      : await detectDrift(database, run.migrations),
  }
}
