import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LocalBackend, openRepository } from '#main/engine/repository/index.ts'
import { listFolder } from '#test/fixtures/folder-listing.ts'
import { folderBytes } from '#test/fixtures/folder-size.ts'
import { benchmarkSize, makeMixedFolder } from '#test/fixtures/mixed-folder.ts'
import { makeOddFolder } from '#test/fixtures/odd-folder.ts'
import { type Finished, kuraban, restic } from '#test/fixtures/programs.ts'

/** The whole 800 MB in the long run, a tenth of it in the daily one. */
const scale = process.env.KURABAN_SOAK === '1' ? 1 : 0.1

let root: string
let source: string
let ours: string
let theirs: string
const environment = { RESTIC_PASSWORD: 'an honest 密語', TZ: 'Asia/Tokyo' }

function succeeded({ code, stdout, stderr }: Finished): string {
  expect(code, stderr).toBe(0)
  return stdout
}

/** Ids of the source folder's own tree in each snapshot, oldest first; its parents change with every file beside it. */
async function sourceTrees(path: string): Promise<string[]> {
  const repository = await openRepository(new LocalBackend(path), environment.RESTIC_PASSWORD)
  try {
    await repository.loadIndex()
    const trees: string[] = []
    for (const { tree } of await repository.listSnapshots()) {
      let id = tree
      for (const name of source.split('/').slice(1)) {
        const { nodes } = await repository.loadTree(id)
        id = nodes.find((node) => Buffer.from(node.name).toString() === name)?.subtree ?? ''
      }
      trees.push(id)
    }
    return trees
  } finally {
    await repository.close()
  }
}

async function summary(program: typeof kuraban, args: readonly string[]): Promise<Record<string, number>> {
  const lines = succeeded(await program(args, environment))
    .trim()
    .split('\n')
  return JSON.parse(lines.at(-1) ?? '{}')
}

const backup = (program: 'kuraban' | 'restic', repository: string, folder: string) =>
  program === 'kuraban'
    ? summary(kuraban, ['repo', 'backup', '-r', repository, '--json', folder])
    : summary(restic, ['-r', repository, 'backup', '--json', folder])

const nothingNew = { files_new: 0, files_changed: 0, data_blobs: 0 }

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'kuraban-round-trip-'))
  source = join(root, 'source')
  ours = join(root, 'ours')
  theirs = join(root, 'theirs')
  makeOddFolder(source)
  makeMixedFolder(join(source, 'mixed'), {
    incompressibleBytes: benchmarkSize.incompressibleBytes * scale,
    logBytes: benchmarkSize.logBytes * scale,
    smallFiles: benchmarkSize.smallFiles * scale,
  })
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('a folder backed up by kuraban', () => {
  it('passes restic check --read-data', async () => {
    succeeded(await kuraban(['repo', 'init', '-r', ours], environment))
    await backup('kuraban', ours, source)
    succeeded(await restic(['-r', ours, 'check', '--read-data'], environment))
    succeeded(await kuraban(['repo', 'check', '--read-data', '-r', ours], environment))
  })

  it('comes back from restic restore as it was', async () => {
    const target = join(root, 'restored-by-restic')
    succeeded(await restic(['-r', ours, 'restore', 'latest', '--target', target], environment))
    expect(listFolder(join(target, source))).toEqual(listFolder(source))
  })

  it('comes back from kuraban repo restore as it was', async () => {
    const target = join(root, 'restored-by-kuraban')
    succeeded(await kuraban(['repo', 'restore', 'latest', '-r', ours, '--target', target], environment))
    expect(listFolder(join(target, source))).toEqual(listFolder(source))
  })

  it('is continued by restic without adding anything', async () => {
    expect(await backup('restic', ours, source)).toMatchObject(nothingNew)
    const [first, second] = await sourceTrees(ours)
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    expect(second).toBe(first)
  })
})

describe('a repository made by restic', () => {
  it('is checked by kuraban reading all data', async () => {
    succeeded(await restic(['-r', theirs, 'init'], environment))
    await backup('restic', theirs, source)
    succeeded(await kuraban(['repo', 'check', '--read-data', '-r', theirs], environment))
  })

  it('is restored by kuraban as it was', async () => {
    const target = join(root, 'restored-from-theirs')
    succeeded(await kuraban(['repo', 'restore', 'latest', '-r', theirs, '--target', target], environment))
    expect(listFolder(join(target, source))).toEqual(listFolder(source))
  })

  it('is continued by kuraban without adding anything', async () => {
    expect(await backup('kuraban', theirs, source)).toMatchObject(nothingNew)
    const [first, second] = await sourceTrees(theirs)
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    expect(second).toBe(first)
    succeeded(await restic(['-r', theirs, 'check', '--read-data'], environment))
  })

  it('grows by less than 1 MB when 1 kB is appended to one small file', async () => {
    const file = join(source, 'mixed', 'small', '07', 'file-00007.dat')
    const before = folderBytes(theirs)
    appendFileSync(file, Buffer.alloc(1024, 'x'))
    expect(statSync(file).size).toBeGreaterThan(1024)
    await backup('kuraban', theirs, source)
    expect(folderBytes(theirs) - before).toBeLessThan(1_000_000)
    succeeded(await restic(['-r', theirs, 'check'], environment))
  })
})
