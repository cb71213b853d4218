import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RestoredItem, restore } from '#main/engine/repository/restorer/index.ts'
import { SnapshotWriter } from '#main/engine/repository/testing/snapshot-writer.ts'
import { createTestRepository } from '#main/engine/repository/testing/test-repository.ts'

const asRoot = process.getuid?.() === 0
const repository = createTestRepository()
const write = new SnapshotWriter(repository)
let target: string

beforeEach(() => {
  target = mkdtempSync(join(tmpdir(), 'kuraban-full-'))
})
afterEach(() => {
  if (asRoot) execFileSync('sh', ['-c', 'umount "$1" 2>/dev/null || true', 'sh', target])
  rmSync(target, { recursive: true, force: true })
})

function mountTarget(options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', target])
}

/** Twelve files of 1 MB, in pieces of 250 kB. */
async function someFiles() {
  const names = Array.from({ length: 12 }, (_, number) => `file-${String(number).padStart(2, '0')}`)
  const contents = new Map(names.map((name) => [name, Array.from({ length: 4 }, () => randomBytes(250_000))]))
  const files = await Promise.all(names.map((name) => write.file(name, contents.get(name) ?? [])))
  return { names, contents, snapshot: await write.snapshot([...files, write.link('link', 'file-00')]) }
}

describe.runIf(asRoot)('restoring onto a disk that runs full', () => {
  it('stops, keeps whole files only and says which those are', async () => {
    const { names, contents, snapshot } = await someFiles()
    mountTarget('size=5m')
    const items: RestoredItem[] = []
    const report = await restore(repository, snapshot, { target, onItem: (item) => items.push(item) })

    expect(report.stoppedBy).toBe('storage-full')
    expect(report.filesRestored + report.filesFailed).toBe(12)
    expect(report.filesRestored).toBeGreaterThan(0)
    expect(new Set(report.problems.map(({ code }) => code))).toEqual(new Set(['storage-full']))
    const told = items.filter(({ type, action }) => type === 'file' && action === 'created')
    const restored = told.map(({ path }) => Buffer.from(path).toString().slice(1)).toSorted()
    expect(readdirSync(target).toSorted()).toEqual(restored)
    for (const name of names.filter((each) => restored.includes(each))) {
      expect(readFileSync(join(target, name)).equals(Buffer.concat(contents.get(name) ?? []))).toBe(true)
    }
  })

  it('goes on where it stopped when there is room again', async () => {
    const { names, snapshot } = await someFiles()
    mountTarget('size=5m')
    const first = await restore(repository, snapshot, { target })
    execFileSync('mount', ['-o', 'remount,size=40m', target])
    const second = await restore(repository, snapshot, { target, verify: true })
    expect(second.filesUnchanged).toBe(first.filesRestored)
    expect([second.stoppedBy, second.problems]).toEqual([undefined, []])
    expect(readdirSync(target).toSorted()).toEqual([...names, 'link'].toSorted())
  })

  it('reports a disk without room for further names in the same way', async () => {
    const { snapshot } = await someFiles()
    mountTarget('size=40m,nr_inodes=6')
    const report = await restore(repository, snapshot, { target })
    expect(report.stoppedBy).toBe('storage-full')
    expect(report.filesFailed).toBeGreaterThan(0)
  })
})

describe.runIf(asRoot)('restoring onto a disk that is read-only', () => {
  it('is refused before anything is read', async () => {
    const { snapshot } = await someFiles()
    mountTarget('size=5m')
    execFileSync('mount', ['-o', 'remount,ro', target])
    await expect(restore(repository, snapshot, { target })).rejects.toMatchObject({
      code: 'target-unusable',
      detail: { reason: 'EROFS' },
    })
  })
})

it('makes the folders above the target and leaves them when nothing is in the snapshot', async () => {
  const deep = join(target, 'a', 'b')
  mkdirSync(join(target, 'a'))
  await restore(repository, await write.snapshot([]), { target: deep })
  expect(existsSync(deep) && lstatSync(deep).isDirectory()).toBe(true)
})
