import { expect, it } from 'vitest'
import { readHistory } from '#main/storage/migrate/history.ts'
import { migrateDown, migrateUp } from '#main/storage/migrate/migrator.ts'
import { readSchemaObjects, type SchemaObject } from '#main/storage/migrate/schema-objects.ts'
import { migrationStatus } from '#main/storage/migrate/status.ts'
import { migrations } from '#main/storage/migrations/index.ts'
import type { OpenDatabase } from '#main/storage/open-database.ts'
import { migrationRun, openDatabase } from '#main/storage/open-storage.ts'
import { describeOnEachNewDatabase } from '#test/stores/describe-on-each-database.ts'
import type { TestDatabase } from '#test/stores/open-test-storage.ts'
import { type KillPlan, killInsideMigration } from './migration-kill.ts'

const names = migrations.map(({ name }) => name)
const moments = ['after the first statement', 'before the commit'] as const
/** The soak kills everywhere; otherwise every migration is killed at one moment, and the last one while it is taken back. */
const everywhere = process.env.KURABAN_SOAK === '1'

interface Stage {
  readonly applied: readonly string[]
  readonly schema: readonly SchemaObject[]
}

async function withDatabase<T>({ options }: TestDatabase, work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase(options)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

describeOnEachNewDatabase('a process killed inside a migration', (create) => {
  const stageOf = (place: TestDatabase): Promise<Stage> =>
    withDatabase(place, async (database) => ({
      applied: (await readHistory(database)).map(({ name }) => name),
      schema: await readSchemaObjects(database.engine, database.db),
    }))

  const kill = (place: TestDatabase, plan: Omit<KillPlan, 'options'>): Promise<void> => {
    const { database, copiesFolder, programVersion } = place.options
    return killInsideMigration({ ...plan, options: { database, copiesFolder, programVersion } })
  }

  it('leaves the whole version before it, from which the next start goes on', async () => {
    const place = await create()
    for (const [index, migration] of names.entries()) {
      const before = await stageOf(place)
      const chosen = moments.filter((_moment, number) => everywhere || number === index % moments.length)
      for (const moment of chosen) await kill(place, { direction: 'up', migration, moment })
      expect(before.applied).toEqual(names.slice(0, index))
      expect(await stageOf(place)).toEqual(before)
      await withDatabase(place, (database) => migrateUp(database, migrationRun(place.options), migration))
    }
    await withDatabase(place, async (database) => {
      expect(await migrationStatus(database, migrationRun(place.options))).toMatchObject({
        pending: 0,
        drift: { state: 'none' },
      })
    })
  })

  it('leaves the whole version after it when it was taking the migration back', async () => {
    const place = await create()
    await withDatabase(place, (database) => migrateUp(database, migrationRun(place.options)))
    for (const [index, migration] of [...names.entries()].reverse().slice(0, everywhere ? names.length : 1)) {
      const before = await stageOf(place)
      await kill(place, { direction: 'down', migration, moment: 'before the commit' })
      expect(before.applied).toEqual(names.slice(0, index + 1))
      expect(await stageOf(place)).toEqual(before)
      await withDatabase(place, (database) => migrateDown(database, migrationRun(place.options), { steps: 1 }))
    }
    expect((await stageOf(place)).applied).toEqual(everywhere ? [] : names.slice(0, -1))
  })
})
