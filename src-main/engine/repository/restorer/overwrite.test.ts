import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setTimes } from '#main/engine/filesystem/index.ts'
import { parseTimeNs } from '../format/rfc3339.ts'
import type { Node } from '../model.ts'
import { SnapshotWriter } from '../testing/snapshot-writer.ts'
import { createTestRepository } from '../testing/test-repository.ts'
import { type OverwriteMode, type RestoreOptions, type RestoreReport, restore } from './index.ts'

let target: string
const repository = createTestRepository()
const write = new SnapshotWriter(repository)
const at = (name: string) => path.join(target, name)
const read = (name: string) => fs.readFileSync(at(name), 'utf8')
const stored = '2021-03-04T05:06:07.123456789Z'

beforeEach(() => {
  target = fs.mkdtempSync(path.join(os.tmpdir(), 'overwrite-'))
})
afterEach(() => fs.rmSync(target, { recursive: true, force: true }))

async function restoreNodes(nodes: readonly Node[], options: Partial<RestoreOptions> = {}): Promise<RestoreReport> {
  return await restore(repository, await write.snapshot(nodes), { target, workers: 1, ...options })
}

function put(name: string, content: string, time: string): void {
  fs.writeFileSync(at(name), content)
  setTimes(Buffer.from(at(name)), parseTimeNs(time), parseTimeNs(time))
}

/** Restores `equal`, `other` (same size, other content), `same-time` (other content, size and time equal), `newer` and `older` over existing files. */
async function restoreOver(overwrite: OverwriteMode): Promise<RestoreReport> {
  put('equal', 'right', '2020-01-01T00:00:00Z')
  put('other', 'wrong', '2020-01-01T00:00:00Z')
  put('same-time', 'wrong', stored)
  put('newer', 'mine!', '2030-01-01T00:00:00Z')
  put('shorter', 'x', '2020-01-01T00:00:00Z')
  const names = ['equal', 'other', 'same-time', 'newer', 'shorter']
  return await restoreNodes(await Promise.all(names.map((name) => write.file(name, ['right']))), { overwrite })
}

describe('restoring over existing files', () => {
  it('always: compares content and leaves equal files where they are', async () => {
    const report = await restoreOver('always')
    expect(['equal', 'other', 'same-time', 'newer', 'shorter'].map(read)).toEqual(Array(5).fill('right'))
    expect([report.filesRestored, report.filesUnchanged]).toEqual([4, 1])
    expect(fs.statSync(at('equal')).mtime.toISOString()).toBe('2021-03-04T05:06:07.123Z')
  })

  it('if-changed: trusts equal size and time', async () => {
    const report = await restoreOver('if-changed')
    expect(['equal', 'other', 'same-time', 'newer', 'shorter'].map(read)).toEqual([
      ...['right', 'right', 'wrong', 'right', 'right'],
    ])
    expect([report.filesRestored, report.filesUnchanged]).toEqual([3, 2])
  })

  it('if-newer: leaves files that are as new or newer', async () => {
    const report = await restoreOver('if-newer')
    expect(read('newer')).toBe('mine!')
    expect(read('same-time')).toBe('wrong')
    expect(read('shorter')).toBe('right')
    expect([report.filesRestored, report.filesUnchanged, report.filesSkipped]).toEqual([2, 1, 2])
  })

  it('never: touches nothing that exists', async () => {
    const report = await restoreOver('never')
    expect(['other', 'newer', 'shorter'].map(read)).toEqual(['wrong', 'mine!', 'x'])
    expect([report.filesRestored, report.filesSkipped]).toEqual([0, 5])
  })

  it('finds differences by reading when asked to verify what was trusted', async () => {
    put('same-time', 'wrong', stored)
    const report = await restoreNodes([await write.file('same-time', ['right'])], {
      overwrite: 'if-changed',
      verify: true,
    })
    expect(report.problems.map(({ code }) => code)).toEqual(['verify-failed'])
  })
})

describe('places taken by something else', () => {
  it('are cleared of files, links and empty folders', async () => {
    fs.mkdirSync(at('file'))
    fs.writeFileSync(at('folder'), 'a file')
    fs.writeFileSync(at('link'), 'a file')
    const nodes = [await write.file('file', ['x']), await write.folder('folder', []), write.link('link', 'file')]
    const report = await restoreNodes(nodes)
    expect(report.problems).toEqual([])
    expect([read('file'), fs.statSync(at('folder')).isDirectory(), fs.readlinkSync(at('link'))]).toEqual([
      'x',
      true,
      'file',
    ])
  })

  it('are kept when a folder with content stands where a file belongs', async () => {
    fs.mkdirSync(at('file'))
    fs.writeFileSync(at('file/mine'), 'kept')
    const report = await restoreNodes([await write.file('file', ['x']), await write.file('rest', ['y'])])
    expect(report.problems).toMatchObject([{ code: 'blocked' }])
    expect([read('file/mine'), read('rest'), fs.readdirSync(target).length]).toEqual(['kept', 'y', 2])
  })

  it('never are cleared for what lies below, which is reported', async () => {
    fs.writeFileSync(at('folder'), 'mine')
    const nodes = [await write.folder('folder', [await write.file('x', ['x'])])]
    const report = await restoreNodes(nodes, { overwrite: 'never' })
    expect(read('folder')).toBe('mine')
    expect(report.problems.map(({ code }) => code)).toEqual(['blocked', 'blocked'])
    expect(report.filesFailed).toBe(1)
  })
})

describe('folders', () => {
  it('that are only passed through keep their own mode and time', async () => {
    fs.mkdirSync(at('home'), { mode: 0o711 })
    setTimes(Buffer.from(at('home')), 0n, 86_400_000_000_000n)
    const inner = await write.folder('user', [await write.file('letter', ['x'])], { mode: 2 ** 31 + 0o700 })
    await restoreNodes([await write.folder('home', [inner])], { paths: ['/home/user/letter'] })
    expect(fs.statSync(at('home')).mode & 0o777).toBe(0o711)
    expect(fs.statSync(at('home/user')).mode & 0o777).toBe(0o700)
    expect(fs.statSync(at('home/user')).mtime.toISOString()).toBe('2021-03-04T05:06:07.123Z')
  })

  it('that were closed are opened for the restore and get the mode of the snapshot', async () => {
    fs.mkdirSync(at('closed'), { mode: 0o000 })
    const closed = await write.folder('closed', [await write.file('x', ['x'])], { mode: 2 ** 31 + 0o500 })
    const report = await restoreNodes([closed])
    expect(report.problems).toEqual([])
    expect(fs.statSync(at('closed')).mode & 0o777).toBe(0o500)
    fs.chmodSync(at('closed'), 0o700)
  })

  it('lose what the snapshot does not hold when asked, but never what excludes name', async () => {
    for (const name of ['folder/extra', 'folder/keep.tmp', 'other/extra']) {
      fs.mkdirSync(path.dirname(at(name)), { recursive: true })
      fs.writeFileSync(at(name), 'x')
    }
    const nodes = [await write.folder('folder', [await write.file('file', ['x'])])]
    const options = { paths: ['/folder'], deleteExtra: true, excludes: ['*.tmp'] }
    const tried = await restoreNodes(nodes, { ...options, dryRun: true })
    expect([tried.entriesDeleted, fs.existsSync(at('folder/extra'))]).toEqual([1, true])
    await restoreNodes(nodes, options)
    expect(fs.readdirSync(at('folder')).toSorted()).toEqual(['file', 'keep.tmp'])
    expect(fs.existsSync(at('other/extra'))).toBe(true)
  })
})

describe('hard links', () => {
  const shared = { inode: 7n, deviceId: 2n ** 64n - 3n, links: 2n }

  it('are one file again, also over an earlier restore', async () => {
    const nodes = [await write.file('a', ['x'], shared), await write.file('b', ['x'], shared)]
    for (const made of [2, 0]) {
      const report = await restoreNodes(nodes)
      expect([report.filesRestored, report.problems]).toEqual([made, []])
      expect(fs.statSync(at('a')).ino).toBe(fs.statSync(at('b')).ino)
      expect(fs.readdirSync(target).toSorted()).toEqual(['a', 'b'])
    }
  })

  it('stay apart when their contents differ', async () => {
    await restoreNodes([await write.file('a', ['x'], shared), await write.file('b', ['y'], shared)])
    expect([read('a'), read('b')]).toEqual(['x', 'y'])
  })

  it('get their content under the next name when the first one is blocked', async () => {
    fs.mkdirSync(at('a/full'), { recursive: true })
    const nodes = await Promise.all(['a', 'b', 'c'].map((name) => write.file(name, ['x'], shared)))
    const report = await restoreNodes(nodes)
    expect([report.filesRestored, report.filesFailed]).toEqual([2, 1])
    expect(fs.statSync(at('b')).ino).toBe(fs.statSync(at('c')).ino)
  })
})

it('refuses a target that is a file or lies in a folder that cannot be', async () => {
  fs.writeFileSync(at('file'), '')
  const snapshot = await write.snapshot([])
  for (const place of [at('file'), at('file/below'), '/proc/nowhere']) {
    await expect(restore(repository, snapshot, { target: place })).rejects.toMatchObject({ code: 'target-unusable' })
  }
})
