import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '#main/platform/clock.ts'
import { migrations } from '../migrations/index.ts'
import { exportName, listOf, migrationNames, newMigration } from './new-migration.ts'

const sources = path.join(import.meta.dirname, '..', 'migrations')

describe('the list of migrations', () => {
  it('names exactly the files of the folder, in their order', async () => {
    const names = await migrationNames(sources)
    expect(migrations.map(({ name }) => name)).toEqual(names)
    expect(await readFile(path.join(sources, 'index.ts'), 'utf8')).toBe(listOf(names))
  })

  it('has what each file exports', async () => {
    for (const name of await migrationNames(sources)) {
      const module: Record<string, unknown> = await import(path.join(sources, `${name}.ts`))
      expect(migrations).toContain(module[exportName(name)])
    }
  })
})

describe('a new migration', () => {
  const clock: Clock = { now: () => new Date('2027-02-03T23:00:00Z'), monotonicMs: () => 0 }
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kuraban-migrations-'))
    await writeFile(path.join(folder, 'index.ts'), listOf([]))
  })

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  it('is named after the day, the next number and the slug, and listed', async () => {
    await newMigration('first-things', { clock, folder })
    const { name, file } = await newMigration('second', { clock, folder })
    expect(name).toBe('20270203-002-second')
    expect(await readFile(file, 'utf8')).toContain("export const second: Migration = {\n  name: '20270203-002-second'")
    const list = await readFile(path.join(folder, 'index.ts'), 'utf8')
    expect(list).toContain("import { firstThings } from './20270203-001-first-things.ts'")
    expect(list).toContain('[firstThings, second]')
  })

  it('is refused with a name that cannot be used, and where there are no sources', async () => {
    await newMigration('taken', { clock, folder })
    for (const slug of ['taken', 'Bad', 'a--b', '../up', '']) {
      await expect(newMigration(slug, { clock, folder })).rejects.toMatchObject({ code: 'MIGRATION_NAME_INVALID' })
    }
    const missing = newMigration('good', { clock, folder: path.join(folder, 'none') })
    await expect(missing).rejects.toMatchObject({ code: 'MIGRATION_SOURCES_MISSING' })
  })
})
