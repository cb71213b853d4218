import { access } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeOnEachNewDatabase } from '#test/stores/describe-on-each-database.ts'
import type { TestDatabase } from '#test/stores/open-test-storage.ts'
import { migrations as programMigrations } from '../migrations/index.ts'
import type { OpenDatabase } from '../open-database.ts'
import { migrationRun, openDatabase, openStorage } from '../open-storage.ts'
import { readHistory } from './history.ts'
import type { Migration } from './migration.ts'
import { type MigrationRun, migrateDown, migrateUp } from './migrator.ts'
import { readSchemaObjects } from './schema-objects.ts'
import { migrationStatus } from './status.ts'

function tableMigration(number: number, change: Partial<Migration> = {}): Migration {
  const table = `things_${number}`
  return {
    name: `20260101-00${number}-things-${number}`,
    up: (db, columns) =>
      db.schema
        .createTable(table)
        .addColumn('id', columns.id, (column) => column.primaryKey().notNull())
        .addColumn('at', columns.instant)
        .execute(),
    down: (db) => db.schema.dropTable(table).execute(),
    ...change,
  }
}

const one = tableMigration(1)
const two = tableMigration(2)
const three = tableMigration(3)

describeOnEachNewDatabase('migrations', (create, engine) => {
  let place: TestDatabase
  let database: OpenDatabase
  let run: MigrationRun
  const runOf = (...migrations: readonly Migration[]): MigrationRun => ({ ...run, migrations })
  const names = async (): Promise<readonly string[]> => (await readHistory(database)).map(({ name }) => name)
  const schema = () => readSchemaObjects(engine, database.db)
  const tables = async () =>
    (await schema()).map(({ object }) => object).filter((object) => /^(table|column).*\.?id$|^table/.test(object))

  beforeEach(async () => {
    place = await create()
    database = await openDatabase(place.options)
    run = migrationRun(place.options)
  })

  afterEach(async () => {
    await database.close()
  })

  it('apply what is pending in the order of names and remember who did it', async () => {
    expect(await migrateUp(database, runOf(one))).toEqual({ ran: [one.name], copy: null })
    expect((await migrateUp(database, runOf(one, two, three))).ran).toEqual([two.name, three.name])
    expect(await migrateUp(database, runOf(one, two, three))).toEqual({ ran: [], copy: null })
    expect(await readHistory(database)).toMatchObject([
      { name: one.name, programVersion: '0.0.0-test', appliedAtMs: expect.any(Number) },
      { name: two.name },
      { name: three.name },
    ])
  })

  it('stop at the one that is asked for, and go back by steps or to one', async () => {
    const all = runOf(one, two, three)
    await migrateUp(database, all, two.name)
    expect(await names()).toEqual([one.name, two.name])
    await migrateUp(database, all)
    expect((await migrateDown(database, all, { steps: 1 })).ran).toEqual([three.name])
    await migrateUp(database, all)
    expect((await migrateDown(database, all, { to: one.name })).ran).toEqual([three.name, two.name])
    expect((await migrateDown(database, all, { to: null })).ran).toEqual([one.name])
    expect(await tables()).toEqual([])
    await expect(migrateDown(database, all, { to: three.name })).rejects.toMatchObject({ code: 'MIGRATION_UNKNOWN' })
    await expect(migrateUp(database, all, 'nonsense')).rejects.toMatchObject({ code: 'MIGRATION_UNKNOWN' })
  })

  it('leave nothing of one that fails, keep those before it, and name the copy made before', async () => {
    const failing = tableMigration(2, {
      async up(db, columns) {
        await two.up(db, columns)
        await sql`insert into things_2 (nonsense) values (1)`.execute(db)
      },
    })
    await migrateUp(database, runOf(one))
    const before = await schema()
    const error = await migrateUp(database, runOf(one, failing, three)).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'DATABASE_MIGRATION_FAILED',
      detail: { migration: failing.name, direction: 'up', copy: expect.stringContaining(place.options.copiesFolder) },
    })
    expect(await schema()).toEqual(before)
    expect(await names()).toEqual([one.name])
  })

  it('copy the database first, unless it is empty', async () => {
    await migrateUp(database, runOf(one))
    await sql`insert into things_1 (id, at) values ('a', 5)`.execute(database.db)
    const { copy } = await migrateUp(database, runOf(one, two))
    await access(copy ?? '')
    expect(copy).toMatch(/before-migration-\d{8}T\d{6}Z\.(db|tables|dump)$/)
  })

  it('change nothing when the copy cannot be made', async () => {
    await migrateUp(database, runOf(one))
    const blocked = { ...runOf(one, two), copiesFolder: '/dev/null/copies' }
    await expect(migrateUp(database, blocked)).rejects.toMatchObject({ code: 'MIGRATION_COPY_FAILED' })
    expect(await names()).toEqual([one.name])
  })

  it('refuse a database that a newer program has changed, and touch nothing', async () => {
    await migrateUp(database, { ...runOf(one, two), programVersion: '9.1.0' })
    const before = await schema()
    const refusal = {
      code: 'DATABASE_NEWER',
      detail: { unknown: [two.name], databaseVersion: '9.1.0', programVersion: '0.0.0-test' },
    }
    await expect(migrateUp(database, runOf(one, three))).rejects.toMatchObject(refusal)
    await expect(migrateDown(database, runOf(one), { steps: 1 })).rejects.toMatchObject(refusal)
    await expect(openStorage(place.options)).rejects.toMatchObject({ code: 'DATABASE_NEWER' })
    expect(await schema()).toEqual(before)
    expect(await migrationStatus(database, runOf(one))).toMatchObject({ newer: true, drift: { state: 'unknown' } })
  })

  it('run once when two programs start at the same time', async () => {
    const other = await openDatabase(place.options)
    try {
      const slow = tableMigration(2, {
        async up(db, columns) {
          await new Promise((resolve) => setTimeout(resolve, 300))
          await two.up(db, columns)
        },
      })
      const outcomes = await Promise.all([
        migrateUp(database, runOf(one, slow, three)),
        migrateUp(other, runOf(one, slow, three)),
      ])
      expect(outcomes.map(({ ran }) => ran.length).toSorted()).toEqual([0, 3])
      expect(await names()).toEqual([one.name, two.name, three.name])
    } finally {
      await other.close()
    }
  })

  it('tell applied, pending and unknown ones, and that the schema is what they make', async () => {
    await migrateUp(database, runOf(one))
    expect(await migrationStatus(database, runOf(one, two))).toMatchObject({
      engine,
      pending: 1,
      newer: false,
      migrations: [
        { name: one.name, state: 'applied', programVersion: '0.0.0-test' },
        { name: two.name, state: 'pending', appliedAtMs: null },
      ],
      drift: { state: 'none', fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) },
    })
  })

  it('notice what was changed behind their back', async () => {
    await migrateUp(database, runOf(one, two))
    await sql`drop table things_2`.execute(database.db)
    await sql`create index by_hand on things_1 (at)`.execute(database.db)
    const { drift } = await migrationStatus(database, runOf(one, two))
    expect(drift.state).toBe('found')
    const objects = drift.state === 'found' ? drift.differences : []
    expect(objects).toContainEqual({
      object: 'index by_hand',
      expected: null,
      actual: expect.stringContaining('things_1'),
    })
    expect(objects).toContainEqual(
      engine === 'sqlite'
        ? { object: 'table things_2', expected: expect.stringContaining('things_2'), actual: null }
        : { object: 'column things_2.at', expected: 'bigint', actual: null },
    )
  })

  it('may rebuild a table that others refer to, but not leave references without their rows', async () => {
    const related = tableMigration(2, {
      async up(db, columns) {
        await db.schema
          .createTable('things_2')
          .addColumn('id', columns.id, (column) => column.primaryKey().references('things_1.id').onDelete('cascade'))
          .execute()
        await sql`insert into things_1 (id) values ('a')`.execute(db)
        await sql`insert into things_2 (id) values ('a')`.execute(db)
      },
    })
    await migrateUp(database, runOf(one, related))
    const breaking = tableMigration(3, { up: (db) => sql`delete from things_1`.execute(db).then(() => {}) })
    const refused = engine === 'sqlite' ? 'reject' : 'cascade'
    const outcome = await migrateUp(database, runOf(one, related, breaking)).then(
      () => 'cascade',
      () => 'reject',
    )
    expect(outcome).toBe(refused)
    const orphan = sql`insert into things_2 (id) values ('nobody')`.execute(database.db)
    await expect(orphan).rejects.toMatchObject({ detail: { kind: 'foreign-key' } })
  })

  it('of the program go up, down and up again, each to the same schema', async () => {
    const program = runOf(...programMigrations)
    const stages = [await schema()]
    for (const { name } of programMigrations) {
      await migrateUp(database, program, name)
      stages.push(await schema())
    }
    for (const stage of stages.slice(0, -1).reverse()) {
      await migrateDown(database, program, { steps: 1 })
      expect(await schema()).toEqual(stage)
    }
    await migrateUp(database, program)
    expect(await schema()).toEqual(stages.at(-1))
    expect((await migrationStatus(database, program)).drift).toMatchObject({ state: 'none' })
  })
})
