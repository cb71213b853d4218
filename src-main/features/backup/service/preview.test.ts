import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackupEngine } from '../engine/adapter.ts'
import { listFolder } from './folders.ts'
import { previewJob } from './preview.ts'

const engine = createBackupEngine({ programVersion: 'kuraban 0.0.0-test' })
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuraban-preview-'))
  for (const name of ['図面', 'node_modules', '.隠し']) await mkdir(join(folder, name))
  for (const name of [
    '図面/a.dwg',
    '図面/b.bak',
    'node_modules/x.js',
    'big.iso',
    '.隠し/c.txt',
    'memo10.txt',
    'memo9.txt',
  ]) {
    await writeFile(join(folder, name), Buffer.alloc(name === 'big.iso' ? 5000 : 10))
  }
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the preview of a job', () => {
  const selection = {
    sources: [] as string[],
    excludes: [] as string[],
    useDefaultExcludes: true,
    excludeCaches: true,
    excludeLargerThanBytes: 1000,
    oneFileSystem: false,
  }

  it('says what is taken, what is left, and by which rule', async () => {
    const preview = await previewJob(engine, { ...selection, sources: [folder], excludes: ['*.bak'] }, [])
    expect(preview).toMatchObject({ includedFiles: 4, includedBytes: 40, incomplete: false, problems: [] })
    const left = preview.samples.filter((sample) => !sample.included).map(({ path, rule }) => [path, rule])
    expect(left.sort()).toEqual(
      [
        [join(folder, 'big.iso'), '<too-large>'],
        [join(folder, 'node_modules'), 'node_modules'],
        [join(folder, '図面/b.bak'), '*.bak'],
      ].sort(),
    )
  })

  it('lets a pattern of the person take a default back', async () => {
    const preview = await previewJob(engine, { ...selection, sources: [folder], excludes: ['!node_modules'] }, [])
    expect(preview.samples.find(({ path }) => path.endsWith('x.js'))).toMatchObject({ included: true })
  })

  it('names a broken pattern and a source that is not there', async () => {
    await expect(previewJob(engine, { ...selection, excludes: ['[a'] }, [])).rejects.toMatchObject({
      code: 'BACKUP_PATTERN_INVALID',
      data: { pattern: '[a' },
    })
    const preview = await previewJob(engine, { ...selection, sources: [join(folder, 'gone')] }, [])
    expect(preview.problems).toMatchObject([{ code: 'source-missing', path: { display: join(folder, 'gone') } }])
  })
})

describe('the folder chooser', () => {
  it('lists folders first, numbers by their value, and hides what is hidden', async () => {
    const { path, parent, entries, truncated } = await listFolder({ path: folder, showHidden: false })
    expect({ path, parent, truncated }).toEqual({ path: folder, parent: tmpdir(), truncated: false })
    expect(entries.map((entry) => entry.name)).toEqual(['node_modules', '図面', 'big.iso', 'memo9.txt', 'memo10.txt'])
    expect(entries[0]).toMatchObject({ isFolder: true, readable: true, path: join(folder, 'node_modules') })
    expect((await listFolder({ path: folder, showHidden: true })).entries).toHaveLength(6)
  })

  it('says when there is no such folder', async () => {
    await expect(listFolder({ path: join(folder, 'gone'), showHidden: false })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
