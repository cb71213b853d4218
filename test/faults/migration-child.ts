import { writeSync } from 'node:fs'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import type { Migration } from '#main/storage/migrate/migration.ts'
import { migrateDown, migrateUp } from '#main/storage/migrate/migrator.ts'
import { migrations } from '#main/storage/migrations/index.ts'
import type { OpenDatabase } from '#main/storage/open-database.ts'
import { openDatabase, type StorageOptions } from '#main/storage/open-storage.ts'
import type { KillPlan } from './migration-kill.ts'

/**
 * Runs the program's migrations and stands still inside one of them, to be killed there:
 * `node migration-child.ts <plan as JSON>`. It prints `inside` when it has got there.
 */
const plan: KillPlan = JSON.parse(process.argv[2] ?? '')
const options: StorageOptions = { ...plan.options, clock: systemClock, log: silentLogger }
const database = await openDatabase(options)
const run = { ...options, migrations: migrations.map((migration) => standingStill(migration, database)) }
await (plan.direction === 'up' ? migrateUp(database, run) : migrateDown(database, run, { to: null }))
process.exit(1)

function standingStill(migration: Migration, inside: OpenDatabase): Migration {
  if (migration.name !== plan.migration) return migration
  const change: Migration['up'] = async (db, columns) => {
    if (plan.moment === 'after the first statement') inside.onQuery(standStill)
    await migration[plan.direction](db, columns)
    standStill()
  }
  return { ...migration, [plan.direction]: change }
}

function standStill(): void {
  writeSync(1, 'inside\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
