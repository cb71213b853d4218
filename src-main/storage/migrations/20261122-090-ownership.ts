import type { Migration } from '../migrate/migration.ts'

const tables = ['backup_repositories', 'backup_jobs'] as const

/** Whose repositories and jobs are, and how confidential. What is there already is nobody's and internal. */
export const ownership: Migration = {
  name: '20261122-090-ownership',
  up: async (db, columns) => {
    for (const table of tables) {
      await db.schema.alterTable(table).addColumn('owner_id', columns.id).execute()
      await db.schema
        .alterTable(table)
        .addColumn('classification', columns.text, (column) => column.notNull().defaultTo('internal'))
        .execute()
    }
  },
  down: async (db) => {
    for (const table of tables) {
      await db.schema.alterTable(table).dropColumn('owner_id').execute()
      await db.schema.alterTable(table).dropColumn('classification').execute()
    }
  },
}
