import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Node } from '../model.ts'
import { SnapshotWriter } from '../testing/snapshot-writer.ts'
import { createTestRepository } from '../testing/test-repository.ts'
import { type RestoreOptions, type RestoreReport, restore } from './index.ts'

let root: string
let target: string
let outside: string
const repository = createTestRepository()
const write = new SnapshotWriter(repository)

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'hostile-'))
  target = path.join(root, 'target')
  outside = path.join(root, 'outside')
  fs.mkdirSync(target)
  fs.mkdirSync(outside)
  fs.writeFileSync(path.join(outside, 'precious'), 'untouched')
  fs.chmodSync(path.join(outside, 'precious'), 0o640)
  fs.chmodSync(outside, 0o711)
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

async function restoreNodes(nodes: readonly Node[], options: Partial<RestoreOptions> = {}): Promise<RestoreReport> {
  return await restore(repository, await write.snapshot(nodes), { target, workers: 1, ...options })
}

const problems = (report: RestoreReport) =>
  report.problems.map(({ code, path: at }) => `${code} ${Buffer.from(at).toString()}`)

function expectNothingOutside(): void {
  expect(fs.readdirSync(root).toSorted()).toEqual(['outside', 'target'])
  expect(fs.readdirSync(outside)).toEqual(['precious'])
  expect(fs.readFileSync(path.join(outside, 'precious'), 'utf8')).toBe('untouched')
  expect(fs.statSync(path.join(outside, 'precious')).mode & 0o777).toBe(0o640)
  expect(fs.statSync(outside).mode & 0o777).toBe(0o711)
}

describe('a hostile snapshot', () => {
  it('cannot leave the target by names, and the rest of it is restored', async () => {
    const evil = ['', '.', '..', '../evil', '/etc/evil', 'a/b', 'nul\0name']
    const files = await Promise.all(evil.map((name) => write.file(name, ['evil'])))
    const folders = await Promise.all(['..', '../outside'].map(async (name) => write.folder(name, files)))
    const report = await restoreNodes([...files, ...folders, await write.file('good', ['good'])])
    expect(report.problems.every(({ code }) => code === 'unsafe-name')).toBe(true)
    expect(report.problemCount).toBe(evil.length + folders.length)
    expect(fs.readdirSync(target)).toEqual(['good'])
    expectNothingOutside()
  })

  it('cannot place a link and then write through it', async () => {
    const inside = [await write.file('precious', ['evil'])]
    const nodes = [write.link('door', outside), await write.folder('door', inside), await write.file('door', ['evil'])]
    expect(problems(await restoreNodes(nodes))).toEqual(['duplicate-name /door', 'duplicate-name /door'])
    expectNothingOutside()
    expect(problems(await restoreNodes(nodes.toReversed()))).toEqual(['duplicate-name /door', 'duplicate-name /door'])
    expectNothingOutside()
  })

  it('switches deletion off', async () => {
    fs.writeFileSync(path.join(target, 'mine'), 'kept')
    const report = await restoreNodes([await write.file('..', ['evil'])], { deleteExtra: true })
    expect(fs.readdirSync(target)).toEqual(['mine'])
    expect(problems(report)).toEqual(['unsafe-name /..', 'delete-failed /'])
  })

  it('gets no setuid bit onto a file before it is whole, nor more room than its content', async () => {
    const setuid = await write.file('program', ['#!/bin/sh'], { mode: 2 ** 23 + 0o755 })
    const lying = await write.file('lying', ['abc'], { size: 10n ** 15n })
    const report = await restoreNodes([lying, setuid])
    expect(fs.statSync(path.join(target, 'program')).mode & 0o7777).toBe(0o4755)
    expect(fs.statSync(path.join(target, 'lying')).size).toBe(3)
    expect(problems(report)).toEqual(['size-differs /lying'])
  })

  it('with broken times, owners and attributes gives content and names what failed', async () => {
    const node = await write.file('odd', ['content'], {
      modifiedTime: 'yesterday',
      extendedAttributes: [{ name: 'nonsense', value: Buffer.from('x') }],
    })
    const report = await restoreNodes([node], { owners: false })
    expect(fs.readFileSync(path.join(target, 'odd'), 'utf8')).toBe('content')
    expect(report.problems).toMatchObject([
      { code: 'metadata-failed', reason: expect.stringMatching(/nonsense.*times/) },
    ])
  })

  it('is told apart where folders and contents are missing or of unknown kind', async () => {
    const gone = 'ab'.repeat(32)
    const nodes = [
      write.node('empty-content', 'file'),
      write.node('folder-gone', 'dir', { subtree: gone }),
      write.node('folder-none', 'dir'),
      write.node('content-gone', 'file', { content: [gone], size: 4n }),
      write.node('socket', 'socket'),
      await write.file('good', ['good']),
    ]
    expect(problems(await restoreNodes(nodes)).toSorted()).toEqual([
      'damaged /empty-content',
      'missing /content-gone',
      'missing /folder-gone',
      'missing /folder-none',
      'not-restorable /socket',
    ])
    expect(fs.readFileSync(path.join(target, 'good'), 'utf8')).toBe('good')
  })
})

describe('links planted in the target', () => {
  it('in place of a folder are replaced, never followed', async () => {
    fs.symlinkSync(outside, path.join(target, 'folder'))
    await restoreNodes([await write.folder('folder', [await write.file('precious', ['new'])])])
    expect(fs.lstatSync(path.join(target, 'folder')).isDirectory()).toBe(true)
    expect(fs.readFileSync(path.join(target, 'folder', 'precious'), 'utf8')).toBe('new')
    expectNothingOutside()
  })

  it('in place of a file are replaced, and stay where nothing may be overwritten', async () => {
    const door = path.join(target, 'precious')
    fs.symlinkSync(path.join(outside, 'precious'), door)
    const nodes = [await write.file('precious', ['new'])]
    await restoreNodes(nodes, { overwrite: 'never' })
    expect(fs.lstatSync(door).isSymbolicLink()).toBe(true)
    await restoreNodes(nodes)
    expect(fs.readFileSync(door, 'utf8')).toBe('new')
    expectNothingOutside()
  })

  it('while the restore runs lead nowhere', async () => {
    const folder = await write.folder('folder', [await write.file('precious', ['new']), await write.file('z', ['z'])])
    const first = await write.file('a', ['a'])
    let planted = false
    await restoreNodes([first, folder], {
      onItem: () => {
        if (planted) return
        planted = true
        fs.renameSync(path.join(target, 'folder'), path.join(target, 'moved'))
        fs.symlinkSync(outside, path.join(target, 'folder'))
      },
    })
    expect(planted).toBe(true)
    expectNothingOutside()
  })

  it('as hard links to precious files are cut, not written through', async () => {
    fs.linkSync(path.join(outside, 'precious'), path.join(target, 'precious'))
    await restoreNodes([await write.file('precious', ['new'])])
    expect(fs.readFileSync(path.join(target, 'precious'), 'utf8')).toBe('new')
    expectNothingOutside()
  })

  it('do not lead deletion elsewhere', async () => {
    fs.symlinkSync(outside, path.join(target, 'door'))
    fs.mkdirSync(path.join(target, 'extra/deep'), { recursive: true })
    fs.symlinkSync(outside, path.join(target, 'extra/deep/door'))
    const report = await restoreNodes([await write.file('good', ['good'])], { deleteExtra: true })
    expect(fs.readdirSync(target)).toEqual(['good'])
    expect(report.entriesDeleted).toBe(2)
    expectNothingOutside()
  })
})
