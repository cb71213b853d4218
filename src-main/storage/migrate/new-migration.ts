import { access, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '#main/platform/clock.ts'
import { StorageError } from '../storage-error.ts'

const slugPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const filePattern = /^(\d{8}-\d{3}-([a-z0-9-]+))\.ts$/

export interface NewMigration {
  readonly name: string
  readonly file: string
}

/**
 * Writes the skeleton of a migration, named after today, the next free number and the slug, and lists it. It needs the
 * program's sources.
 */
export async function newMigration(
  slug: string,
  { clock, folder = path.join(import.meta.dirname, '..', 'migrations') }: { clock: Clock; folder?: string },
): Promise<NewMigration> {
  const listFile = path.join(folder, 'index.ts')
  await access(listFile).catch((cause: unknown) => {
    throw new StorageError('MIGRATION_SOURCES_MISSING', { folder }, { cause })
  })
  const existing = await migrationNames(folder)
  const slugs = new Set(existing.map(slugOf))
  if (!slugPattern.test(slug) || slugs.has(slug)) {
    const allowed = 'small letters, digits and single hyphens, not used by another migration'
    throw new StorageError('MIGRATION_NAME_INVALID', { slug, allowed })
  }
  const name = nextName(slug, existing, clock)
  const file = path.join(folder, `${name}.ts`)
  await writeFile(file, skeleton(name), { flag: 'wx' })
  await writeFile(listFile, listOf([...existing, name].toSorted()))
  return { name, file }
}

/** The text of `migrations/index.ts` for these migrations, which are in the order of their names. */
export function listOf(names: readonly string[]): string {
  const imports = names.map((name) => `import { ${exportName(name)} } from './${name}.ts'`)
  const oneLine = `export const migrations: readonly Migration[] = [${names.map(exportName).join(', ')}]`
  const lines = `export const migrations: readonly Migration[] = [\n${names.map((name) => `  ${exportName(name)},`).join('\n')}\n]`
  return `import type { Migration } from '../migrate/migration.ts'
${imports.join('\n')}

/** Every migration in the order of names. A static list, because a bundle has no folder to read. */
${oneLine.length > 120 ? lines : oneLine}
`
}

/** The names of the migrations whose files lie in the folder, in their order. */
export async function migrationNames(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).flatMap((file) => filePattern.exec(file)?.[1] ?? []).toSorted()
}

/** What a migration's file exports: its slug in camelCase. */
export function exportName(name: string): string {
  return slugOf(name).replaceAll(/-(.)/g, (_match, letter: string) => letter.toUpperCase())
}

function slugOf(name: string): string {
  return name.slice('YYYYMMDD-NNN-'.length)
}

function nextName(slug: string, existing: readonly string[], clock: Clock): string {
  const day = clock.now().toISOString().slice(0, 10).replaceAll('-', '')
  const last = existing.findLast((name) => name.startsWith(day))
  const number = last === undefined ? 1 : Number(last.slice(9, 12)) + 1
  return `${day}-${String(number).padStart(3, '0')}-${slug}`
}

function skeleton(name: string): string {
  return `import type { Migration } from '../migrate/migration.ts'

export const ${exportName(name)}: Migration = {
  name: '${name}',

  async up(db, columns) {
    await db.schema
      .createTable('things')
      .addColumn('id', columns.id, (column) => column.primaryKey().notNull())
      .execute()
  },

  async down(db) {
    await db.schema.dropTable('things').execute()
  },
}
`
}
