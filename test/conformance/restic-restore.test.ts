import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CheckFindingCode, check } from '#main/engine/repository/checker/index.ts'
import { LocalBackend, openRepository, type Repository } from '#main/engine/repository/index.ts'
import { restore } from '#main/engine/repository/restorer/index.ts'
import { type ListedEntry, listFolder } from '#test/fixtures/folder-listing.ts'
import { restic as run } from '#test/fixtures/programs.ts'

const password = 'geheim'
const archives = ['small-repo', 'repo-mixed', 'repo-duplicates', 'repo-index-missing', 'repo-data-missing'] as const
type Archive = (typeof archives)[number]

let folder = ''

function unpack(archive: string): string {
  const data = process.env.KURABAN_CONFORMANCE
  if (!data) throw new Error('set KURABAN_CONFORMANCE to the folder with the test data of other programs')
  const place = join(folder, archive)
  mkdirSync(place)
  execFileSync('tar', ['-xzf', join(data, 'restic', `${archive}.tar.gz`), '-C', place])
  execFileSync('chmod', ['-R', 'u+rwX', place])
  return place
}

const pathOf = (archive: Archive) => join(folder, archive, 'repo')
const open = (archive: Archive): Promise<Repository> => openRepository(new LocalBackend(pathOf(archive)), password)

async function restic(repository: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await run(['-q', '-r', repository, ...args], { RESTIC_PASSWORD: password })
  expect(code, stderr).toBe(0)
}

/** Folders above the sources belong to whoever restores; of the rest everything must be equal. */
function comparable(listing: Map<string, ListedEntry>): Map<string, ListedEntry> {
  return new Map([...listing].filter(([, { mode }]) => !mode.startsWith('40000')))
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'restic-restore-'))
  for (const archive of archives) unpack(archive)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('repositories that old versions of restic made', () => {
  it.each(['small-repo', 'repo-mixed', 'repo-duplicates'] as const)(
    '%s is restored as restic restores it',
    async (archive) => {
      const repository = await open(archive)
      for (const snapshot of await repository.listSnapshots()) {
        const [ours, theirs] = [join(folder, `ours-${snapshot.id}`), join(folder, `theirs-${snapshot.id}`)]
        const report = await restore(repository, snapshot, { target: ours, verify: true })
        expect(report.problems).toEqual([])
        await restic(pathOf(archive), 'restore', '--no-lock', snapshot.id, '--target', theirs)
        expect(comparable(listFolder(ours))).toEqual(comparable(listFolder(theirs)))
        expect(report.filesVerified).toBe(report.filesRestored)
      }
      await repository.close()
    },
  )

  it.each([
    ['small-repo', ['pack-mixed']],
    ['repo-mixed', ['pack-mixed']],
    ['repo-duplicates', []],
    ['repo-index-missing', ['pack-not-indexed', 'tree-unreadable']],
    ['repo-data-missing', ['file-affected', 'pack-missing']],
  ] as const)('%s is found to have exactly what is wrong with it', async (archive, expected) => {
    const repository = await open(archive)
    const report = await check(repository, { readData: true })
    const codes = new Set<CheckFindingCode>(report.findings.map(({ code }) => code))
    expect([...codes].toSorted()).toEqual(expected)
    await repository.close()
  })

  it('give back what is left of them, and the report names the files that are lost', async () => {
    const repository = await open('repo-data-missing')
    const snapshot = await repository.findSnapshot('latest')
    const report = await restore(repository, snapshot, { target: join(folder, 'what-is-left') })
    const { findings } = await check(repository)
    const affected = findings.filter(({ code }) => code === 'file-affected').map(({ subject }) => subject.slice(9))
    expect(report.filesFailed).toBeGreaterThan(0)
    expect(report.problems.every(({ code }) => code === 'missing')).toBe(true)
    expect(report.problems.map(({ path }) => Buffer.from(path).toString()).toSorted()).toEqual(affected.toSorted())
    await repository.close()
  })
})

describe('folders that restic tests itself with', () => {
  it.each(['backup-data', 'test.hl'])('%s comes back equal after restic has backed it up', async (archive) => {
    const source = unpack(archive)
    const place = join(folder, `${archive}-repository`)
    await restic(place, 'init')
    await restic(place, 'backup', source)
    const repository = await openRepository(new LocalBackend(place), password)
    const target = join(folder, `${archive}-restored`)
    const report = await restore(repository, await repository.findSnapshot('latest'), { target, subfolder: source })
    expect(report.problems).toEqual([])
    expect(listFolder(target)).toEqual(listFolder(source))
    expect((await check(repository, { readData: true })).findings).toEqual([])
    await repository.close()
  })
})
