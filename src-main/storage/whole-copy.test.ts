import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeWhole } from './whole-copy.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-whole-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

it('has its name only when it is whole, and never that of another copy', async () => {
  const write = async (unfinished: string) => {
    await writeFile(unfinished, 'x')
    expect(await readdir(folder)).not.toContain('before-2.db')
  }
  await writeWhole(folder, 'before', '.db', write)
  await writeWhole(folder, 'before', '.db', write)
  const failing = writeWhole(folder, 'before', '.db', async (unfinished) => {
    await writeFile(unfinished, 'half')
    throw new Error('disk full')
  })
  await expect(failing).rejects.toThrow('disk full')
  expect(await readdir(folder)).toEqual(['before-2.db', 'before.db'])
})

it('deletes what a killed copy left long ago, and not one that may still be written', async () => {
  const old = path.join(folder, 'old.tables.unfinished')
  await writeFile(old, '')
  await writeFile(path.join(folder, 'young.db.unfinished'), '')
  await utimes(old, new Date(0), new Date(0))
  await writeWhole(folder, 'new', '.db', (unfinished) => writeFile(unfinished, ''))
  expect(await readdir(folder)).toEqual(['new.db', 'young.db.unfinished'])
})
