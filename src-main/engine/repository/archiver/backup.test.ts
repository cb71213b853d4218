import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRepositoryError } from '../errors.ts'
import type { Repository } from '../repository.ts'
import { createTestRepository } from '../testing/test-repository.ts'
import { backup } from './backup.ts'
import type { BackupOptions, BackupProgress, BackupResult } from './options.ts'
import { contentOf, snapshotEntries } from './testing/snapshot-entries.ts'

let root: string
let repository: Repository
const at = (...names: string[]) => path.join(root, ...names)
const write = (name: string, content: string | Buffer) => {
  fs.mkdirSync(path.dirname(at(name)), { recursive: true })
  fs.writeFileSync(at(name), content)
}

function run(options: Partial<BackupOptions> = {}): Promise<BackupResult> {
  return backup(repository, { sources: [root], hostname: 'box', username: 'tester', workers: 2, ...options })
}

/** Paths below the test's folder. */
async function entriesOf(result: BackupResult) {
  const all = await snapshotEntries(repository, result.tree)
  return new Map(
    [...all].filter(([name]) => name.startsWith(root)).map(([name, node]) => [name.slice(root.length), node]),
  )
}

/** The id of the test's folder: the folders above it change while other programs run. */
const treeOf = async (result: BackupResult) => (await entriesOf(result)).get('')?.subtree

const namesOf = async (result: BackupResult) => [...(await entriesOf(result)).keys()].filter((name) => name !== '')

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'backup-'))
  repository = createTestRepository()
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

describe('a first backup', () => {
  it('stores files of every size so that they come back equal', async () => {
    const sizes = [0, 1, 4096, 524_287, 524_288, 524_289, 3_000_000]
    for (const size of sizes) write(`size-${size}`, randomBytes(size))
    const result = await run()
    const entries = await entriesOf(result)
    for (const size of sizes) {
      const node = entries.get(`/size-${size}`)
      expect(node?.size).toBe(BigInt(size))
      expect((await contentOf(repository, node)).equals(fs.readFileSync(at(`size-${size}`)))).toBe(true)
    }
    expect(entries.get('/size-0')?.content).toEqual([])
    expect(result.problems).toEqual([])
  })

  it('stores equal content once, in one file or in many', async () => {
    const block = randomBytes(2_000_000)
    for (const name of ['a', 'b', 'c']) write(name, block)
    for (let i = 0; i < 50; i += 1) write(`small/${i}`, 'the same text')
    const { summary } = await run()
    expect(summary.totalFilesProcessed).toBe(53)
    expect(summary.dataAdded).toBeLessThan(2_200_000)
  })

  it('holds the full path of its sources with the metadata of the folders between', async () => {
    write('one/deep/file', '1')
    write('two/file', '2')
    write('not taken', '3')
    fs.chmodSync(at('one'), 0o750)
    const result = await run({ sources: [at('two'), at('one/deep')] })
    expect(await namesOf(result)).toEqual(['/one', '/one/deep', '/one/deep/file', '/two', '/two/file'])
    expect((await entriesOf(result)).get('/one')?.mode).toBe(2 ** 31 + 0o750)
    expect(result.snapshot?.paths).toEqual([at('two'), at('one/deep')])
  })

  it('takes a source once that lies inside another one, even when a pattern leaves it out there', async () => {
    write('a/keep/file', '1')
    write('a/other', '2')
    const result = await run({ sources: [root, at('a/keep'), root], excludes: ['keep', 'other'] })
    expect(await namesOf(result)).toEqual(['/a', '/a/keep', '/a/keep/file'])
  })

  it('takes a single file or link as a source', async () => {
    write('file', 'x')
    fs.symlinkSync('file', at('link'))
    const result = await run({ sources: [at('file'), at('link')] })
    const entries = await entriesOf(result)
    expect(entries.get('/link')?.type).toBe('symlink')
    expect(entries.get('/file')?.type).toBe('file')
  })

  it('writes what the snapshot says about itself', async () => {
    write('file', 'x')
    const time = new Date('2026-01-02T03:04:05.678Z')
    const { snapshot } = await run({ tags: ['daily', '本番'], time, excludes: ['*.tmp'], programVersion: 'kuraban 9' })
    expect(snapshot).toMatchObject({
      hostname: 'box',
      username: 'tester',
      tags: ['daily', '本番'],
      excludes: ['*.tmp'],
      programVersion: 'kuraban 9',
    })
    expect(Date.parse(snapshot?.time ?? '')).toBe(time.getTime())
    expect(snapshot?.summary?.filesNew).toBe(1)
  })

  it('tells where it stands, and all of it at the end', async () => {
    for (let i = 0; i < 20; i += 1) write(`file-${i}`, randomBytes(1000))
    write('large', randomBytes(2_000_000))
    const told: BackupProgress[] = []
    await run({ onProgress: (progress) => told.push(progress) })
    expect(told.at(-1)).toMatchObject({
      phase: 'finish',
      filesDone: 21,
      bytesDone: 2_020_000,
      filesTotal: 21,
      bytesTotal: 2_020_000,
      totalsFinal: true,
      currentFiles: [],
    })
  })

  it('in a dry run counts the same and stores nothing', async () => {
    write('a/file', randomBytes(10_000))
    const dry = await run({ dryRun: true })
    expect(dry.snapshot).toBeUndefined()
    expect(repository.index.size).toBe(0)
    expect(await repository.listSnapshots()).toEqual([])
    const real = await run()
    expect(dry.summary.dataBlobs).toBe(real.summary.dataBlobs)
    expect(dry.summary.dataAdded).toBeGreaterThan(10_000)
    expect(await treeOf(real)).toBeDefined()
  })

  it('does not depend on the number of workers', async () => {
    for (let i = 0; i < 30; i += 1) write(`folder-${i % 7}/${i}`, randomBytes(i * 977))
    write('large', randomBytes(5_000_000))
    const trees = new Set<string>()
    for (const workers of [1, 2, 5]) {
      repository = createTestRepository()
      const result = await run({ workers })
      trees.add(`${await treeOf(result)} ${result.summary.dataBlobs} ${result.summary.filesNew}`)
    }
    expect(trees.size).toBe(1)
  })
})

describe('a further backup', () => {
  it('reads nothing again and makes the same tree when nothing changed', async () => {
    write('a/file', 'x')
    write('large', randomBytes(1_500_000))
    const first = await run()
    const second = await run()
    expect(await treeOf(second)).toBe(await treeOf(first))
    expect(second.parent).toBe(first.snapshot?.id)
    expect(second.summary).toMatchObject({
      filesNew: 0,
      filesChanged: 0,
      filesUnmodified: 2,
      dataBlobs: 0,
    })
  })

  it('counts what is new, changed and gone', async () => {
    for (const name of ['same', 'changed', 'gone']) write(`folder/${name}`, name)
    await run()
    write('folder/changed', 'now longer')
    write('folder/new', 'new')
    fs.rmSync(at('folder/gone'))
    const result = await run()
    expect(result.summary).toMatchObject({ filesNew: 1, filesChanged: 1, filesUnmodified: 1 })
    expect(await namesOf(result)).toEqual(['/folder', '/folder/changed', '/folder/new', '/folder/same'])
  })

  it('notices a change that kept size and modification time', async () => {
    write('file', 'before')
    fs.utimesSync(at('file'), 1000, 1000)
    await run()
    write('file', 'after!')
    fs.utimesSync(at('file'), 1000, 1000)
    const result = await run()
    expect((await contentOf(repository, (await entriesOf(result)).get('/file'))).toString()).toBe('after!')
  })

  it('notices a file put in the place of another', async () => {
    write('file', 'a')
    fs.rmSync(at('file'))
    await run()
    fs.mkdirSync(at('file'))
    const result = await run()
    expect((await entriesOf(result)).get('/file')?.type).toBe('dir')
  })

  it('reads everything when forced, and uses no parent when told so', async () => {
    write('file', 'x')
    await run()
    for (const options of [{ force: true }, { parent: 'none' as const }]) {
      const { parent, summary } = await run(options)
      expect(parent).toBeUndefined()
      expect(summary).toMatchObject({ filesNew: 1, dataBlobs: 0 })
    }
  })

  it('takes as parent the newest snapshot of the same host with all sources, not from the future', async () => {
    write('a/file', 'x')
    write('b/file', 'x')
    const wide = await run({ sources: [at('a'), at('b')] })
    await run({ sources: [at('a'), at('b')], hostname: 'other' })
    await run({ sources: [at('b')] })
    await run({ sources: [at('a')], time: new Date(Date.now() + 3_600_000) })
    expect((await run({ sources: [at('a')] })).parent).toBe(wide.snapshot?.id)
  })
})

describe('what is left out', () => {
  it('follows patterns, in either case of letters, and exceptions', async () => {
    for (const name of ['a.log', 'keep.log', 'B.JPG', 'c.txt', 'cache/x']) write(name, name)
    const result = await run({ excludes: ['*.log', '!keep.log', 'cache'], caseInsensitiveExcludes: ['*.jpg'] })
    expect(await namesOf(result)).toEqual(['/c.txt', '/keep.log'])
  })

  it('leaves the mark in a folder that is marked, and nothing else', async () => {
    write('cache/CACHEDIR.TAG', 'Signature: 8a477f597d28d172789f06886806bc55\n# by a test')
    write('cache/thumbnail', 'x')
    write('false/CACHEDIR.TAG', 'something else')
    write('false/thumbnail', 'x')
    write('private/.nobackup', '')
    write('private/file', 'x')
    const result = await run({ excludeCaches: true, excludeIfPresent: ['.nobackup'] })
    expect(await namesOf(result)).toEqual([
      '/cache',
      '/cache/CACHEDIR.TAG',
      '/false',
      '/false/CACHEDIR.TAG',
      '/false/thumbnail',
      '/private',
      '/private/.nobackup',
    ])
  })

  it('leaves out files above the limit of size', async () => {
    write('small', randomBytes(100))
    write('large', randomBytes(101))
    expect(await namesOf(await run({ excludeLargerThanBytes: 100 }))).toEqual(['/small'])
  })

  it('refuses a broken pattern before anything happens', async () => {
    await expect(run({ excludes: ['[a'] })).rejects.toSatisfy((error) => isRepositoryError(error, 'invalid-pattern'))
    expect(await repository.listSnapshots()).toEqual([])
  })
})
