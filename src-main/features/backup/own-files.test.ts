import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemContext } from '#main/features/security/index.ts'
import { openTestStorage } from '#test/stores/open-test-storage.ts'
import { excludesOf } from './own-files.ts'
import { BackupWorld, jobInput, password } from './testing/backup-world.ts'

let world: BackupWorld
let removeStorage: () => Promise<void>
let dataFolder: string

beforeEach(async () => {
  const { storage, remove } = await openTestStorage('sqlite')
  removeStorage = remove
  dataFolder = dirname(storage.status().location)
  await mkdir(join(dataFolder, 'copies'))
  await writeFile(join(dataFolder, 'copies', 'kuraban.db'), 'a copy')
  await writeFile(join(dataFolder, 'settings.json'), '{}')
  world = await BackupWorld.open(storage)
})

afterEach(async () => {
  await world.remove()
  await removeStorage()
})

async function savedNames(folder: string): Promise<string[]> {
  const listed = await world.restic('ls', 'latest', '--json')
  const nodes = listed.trim().split('\n').slice(1)
  return nodes.map((line) => String(JSON.parse(line).path)).filter((path) => path.startsWith(folder))
}

describe('a data folder among the sources', () => {
  it('is saved without the database in use, but with its copies, whatever the job takes back', async () => {
    const job = await world.createJob(await world.createRepository(), {
      sources: [dataFolder],
      excludes: ['!kuraban.db', '!*.db-wal'],
    })
    expect(await world.runJob(job)).toMatchObject({ state: 'succeeded' })
    expect(await savedNames(`${dataFolder}/`)).toEqual(
      ['copies', 'copies/kuraban.db', 'kuraban.db.state.json', 'settings.json'].map((name) => join(dataFolder, name)),
    )
  })

  it('is recognised behind a link', async () => {
    const link = join(world.folder, 'link')
    await symlink(dirname(dataFolder), link)
    const source = join(link, dataFolder.slice(dirname(dataFolder).length + 1))
    await world.runJob(await world.createJob(await world.createRepository(), { sources: [source] }))
    expect(await savedNames(`${source}/`)).not.toContain(join(source, 'kuraban.db'))
    expect(await savedNames(`${source}/`)).toContain(join(source, 'settings.json'))
  })

  it('shows in the preview what is always left out', async () => {
    const { samples } = await world.services.jobs.preview(jobInput('', [dataFolder]))
    const left = samples.filter(({ included }) => !included).map(({ path, rule }) => [path, rule])
    const database = join(dataFolder, 'kuraban.db')
    expect(left).toContainEqual([database, database])
  })

  it('cannot be named file by file', async () => {
    const repository = await world.createRepository()
    await expect(world.createJob(repository, { sources: [join(dataFolder, 'kuraban.db')] })).rejects.toMatchObject({
      code: 'VALIDATION',
      data: { issues: [{ path: 'sources.0', message: 'source-is-own-database' }] },
    })
  })
})

describe('a snapshot of restic that holds the database in use', () => {
  it('is not restored over it, but elsewhere, or without it', async () => {
    const repository = await world.createRepository()
    await world.restic('backup', dataFolder)
    const [snapshot] = (await world.services.snapshots.list({ repositoryId: repository.id }, { limit: 10 })).items
    const restore = (target: string, paths: string[]) =>
      world.services.snapshots.restore(
        repository.id,
        { snapshotId: snapshot?.id ?? '', paths, target, existing: 'always', verifyAfter: false },
        systemContext(),
        'manual',
      )
    const refused = { code: 'RESTORE_TARGET_UNUSABLE', data: { path: '/', reason: 'holds-own-database' } }
    await expect(restore('/', [])).rejects.toMatchObject(refused)
    await expect(restore('/', [dataFolder])).rejects.toMatchObject(refused)
    const beside = await world.ended(await restore('/', [join(dataFolder, 'settings.json')]))
    const elsewhere = await world.ended(await restore(join(world.folder, 'out'), []))
    expect([beside.state, elsewhere.state]).toEqual(['succeeded', 'succeeded'])
  })
})

describe('a repository inside a source', () => {
  it('is left out although its path holds signs of the pattern language', async () => {
    const path = join(world.sourcePath, '控え [2026] *')
    await world.writeSource({ 'a.txt': 'one', '控え 2 x/b.txt': 'two' })
    const location = { kind: 'local', path } as const
    const repository = await world.services.repositories.create({ name: '中', location, password })
    const execution = await world.runJob(await world.createJob(repository))
    expect(execution).toMatchObject({ state: 'succeeded', figures: { filesNew: 2 } })
  })
})

describe('the patterns', () => {
  it('are none for what lies elsewhere', async () => {
    expect(await excludesOf([join(dataFolder, 'kuraban.db')], [world.folder, join(world.folder, 'gone')])).toEqual([])
  })
})
