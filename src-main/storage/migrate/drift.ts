import { createHash } from 'node:crypto'
import { columnTypes } from '../column-types.ts'
import type { OpenDatabase } from '../open-database.ts'
import { readHistory } from './history.ts'
import { type Migration, schemaHandle } from './migration.ts'
import { readSchemaObjects, type SchemaObject } from './schema-objects.ts'

export interface SchemaDifference {
  readonly object: string
  /** Null: the migrations make no such thing. */
  readonly expected: string | null
  /** Null: the database has no such thing. */
  readonly actual: string | null
}

/** Whether the database's schema is what the applied migrations make. */
export type Drift =
  | { readonly state: 'none'; readonly fingerprint: string }
  | { readonly state: 'found'; readonly differences: readonly SchemaDifference[] }
  /** The comparison could not be made, for example because the account may make no schema to try it in. */
  | { readonly state: 'unknown'; readonly reason: string }

/** Makes the schema anew in a scratch place with the applied migrations and compares it with what is there. */
export async function detectDrift(database: OpenDatabase, migrations: readonly Migration[]): Promise<Drift> {
  const applied = new Set((await readHistory(database)).map(({ name }) => name))
  const replayed = migrations.filter(({ name }) => applied.has(name))
  try {
    const actual = await readSchemaObjects(database.engine, database.db)
    const expected = await database.withScratch(async (db) => {
      for (const migration of replayed) await migration.up(schemaHandle(db), columnTypes(database.engine))
      return readSchemaObjects(database.engine, db)
    })
    const differences = compare(expected, actual)
    return differences.length === 0
      ? { state: 'none', fingerprint: fingerprint(actual) }
      : { state: 'found', differences }
  } catch (error) {
    return { state: 'unknown', reason: error instanceof Error ? error.message : String(error) }
  }
}

function fingerprint(objects: readonly SchemaObject[]): string {
  return createHash('sha256').update(JSON.stringify(objects)).digest('hex').slice(0, 16)
}

function compare(expected: readonly SchemaObject[], actual: readonly SchemaObject[]): readonly SchemaDifference[] {
  const expectedOf = new Map(expected.map(({ object, definition }) => [object, definition]))
  const actualOf = new Map(actual.map(({ object, definition }) => [object, definition]))
  return [...new Set([...expectedOf.keys(), ...actualOf.keys()])]
    .filter((object) => expectedOf.get(object) !== actualOf.get(object))
    .map((object) => ({ object, expected: expectedOf.get(object) ?? null, actual: actualOf.get(object) ?? null }))
}
