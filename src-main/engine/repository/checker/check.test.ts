import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Backend } from '../backend/backend.ts'
import { LocalBackend } from '../backend/local.ts'
import { MemoryBackend } from '../backend/memory.ts'
import { hashBlob } from '../crypto/blob.ts'
import { encrypt } from '../crypto/cipher.ts'
import type { FileKind, Id, Node } from '../model.ts'
import { openRepository } from '../open-repository.ts'
import type { Repository } from '../repository.ts'
import { SnapshotWriter } from '../testing/snapshot-writer.ts'
import { createTestRepository } from '../testing/test-repository.ts'
import { type CheckOptions, type CheckReport, check } from './index.ts'

let backend: Backend
let repository: Repository
let write: SnapshotWriter

beforeEach(() => {
  backend = new MemoryBackend()
  repository = createTestRepository(backend)
  write = new SnapshotWriter(repository)
})

/** Stores the nodes as a snapshot and answers its root tree. */
async function store(nodes: readonly Node[]): Promise<Id> {
  const { tree } = await write.snapshot(nodes)
  await repository.saveSnapshot({
    ...{
      time: '2021-03-04T05:06:07Z',
      tree,
      paths: ['/x'],
      hostname: 'h',
      username: 'u',
      uid: 0,
      gid: 0,
      excludes: [],
      tags: [],
    },
  })
  return tree
}

/** Checks what lies in the backend with nothing remembered from writing it. */
const checkAfresh = (options: CheckOptions = { readData: true }): Promise<CheckReport> =>
  check(createTestRepository(backend, repository.keys), { workers: 1, ...options })

const codes = (report: CheckReport) => report.findings.map(({ code }) => code).toSorted()

async function names(kind: FileKind): Promise<string[]> {
  return (await Array.fromAsync(backend.list(kind))).map(({ name }) => name)
}

async function change(kind: FileKind, name: string, edit: (bytes: Buffer) => Uint8Array | undefined): Promise<void> {
  const bytes = Buffer.from(await backend.read({ kind, name }))
  await backend.remove({ kind, name })
  const changed = edit(bytes)
  if (changed) await backend.write({ kind, name }, [changed])
}

const flip = (at: number) => (bytes: Buffer) => {
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

const dataPack = (id: Id) => repository.index.lookup({ type: 'data', id })[0]?.packId ?? ''

describe('a sound repository', () => {
  it('has no findings, counts what was looked at, and is free again afterwards', async () => {
    await store([await write.folder('folder', [await write.file('a', ['one', 'two'])]), write.link('l', 'a')])
    const report = await checkAfresh()
    expect(report.findings).toEqual([])
    expect(report).toMatchObject({ snapshots: 1, trees: 2, errorCount: 0 })
    expect([report.packsRead, report.bytesRead > 0]).toEqual([report.packs, true])
    expect(await names('lock')).toEqual([])
  })

  it('is not read beyond its structure unless asked to', async () => {
    const file = await write.file('a', [randomBytes(1000)])
    await store([file])
    await change('data', dataPack(file.content?.[0] ?? ''), flip(20))
    expect((await checkAfresh({})).findings).toEqual([])
    expect(codes(await checkAfresh())).toEqual(['blob-damaged', 'file-affected', 'pack-hash-wrong'])
  })

  it('tells progress through all phases', async () => {
    await store([await write.file('a', ['one'])])
    const phases = new Set<string>()
    const report = await checkAfresh({ readData: true, onProgress: ({ phase }) => phases.add(phase) })
    expect(phases.has('done')).toBe(true)
    expect(report.errorCount).toBe(0)
  })

  it('is not checked while somebody else has locked it, unless without a lock', async () => {
    await store([])
    const lock = await repository.lock(false)
    await expect(checkAfresh({})).rejects.toMatchObject({ code: 'locked' })
    expect((await checkAfresh({ lock: 'none' })).errorCount).toBe(0)
    await lock.release()
  })
})

describe('damage', () => {
  it('of a pack: missing, short, or of another content', async () => {
    const files = [await write.file('a', ['one']), await write.file('b', [randomBytes(200_000)])]
    const tree = await store(files)
    const pack = dataPack(files[1]?.content?.[0] ?? '')
    await change('data', pack, (bytes) => bytes.subarray(0, bytes.length - 7))
    const short = await checkAfresh()
    expect(new Set(codes(short))).toEqual(new Set(['pack-header-wrong', 'pack-hash-wrong', 'pack-size-wrong']))
    expect(short.findings.every(({ packId }) => packId === pack)).toBe(true)
    await change('data', pack, () => undefined)
    const gone = await checkAfresh()
    expect(codes(gone)).toContain('pack-missing')
    expect(
      gone.findings.filter(({ code }) => code === 'file-affected').map(({ subject }) => subject.slice(8)),
    ).toContain(':/b')
    await change('data', repository.index.lookup({ type: 'tree', id: tree })[0]?.packId ?? '', () => undefined)
    expect(codes(await checkAfresh())).toEqual(['pack-missing', 'pack-missing', 'tree-unreadable'])
  })

  it('of an index: unreadable or gone, so that packs are unknown and content is missing', async () => {
    const file = await write.file('a', ['one'])
    await store([file])
    const [index = ''] = await names('index')
    await change('index', index, flip(40))
    const damaged = await checkAfresh()
    expect(codes(damaged)).toContain('index-unreadable')
    expect(codes(await check(repository))).toEqual(codes(damaged))
    await change('index', index, () => undefined)
    const gone = await checkAfresh()
    expect(new Set(codes(gone))).toEqual(new Set(['pack-not-indexed', 'tree-unreadable']))
    expect(
      gone.findings.filter(({ code }) => code === 'pack-not-indexed').every(({ severity }) => severity === 'note'),
    ).toBe(true)
  })

  it('of a snapshot file', async () => {
    await store([])
    const [name = ''] = await names('snapshot')
    await change('snapshot', name, flip(30))
    const report = await checkAfresh()
    expect(report.findings).toMatchObject([
      { code: 'snapshot-unreadable', subject: `snapshots/${name}`, severity: 'error' },
    ])
  })

  it('of a blob that was stored wrong although its pack is whole', async () => {
    const plain = Buffer.from('the right content')
    const id = hashBlob(plain)
    const handle = { type: 'data', id } as const
    expect(repository.claim(handle)).toBe(true)
    await repository.addSealed({
      handle,
      sealed: encrypt(repository.keys, Buffer.from('the wrong content')),
      uncompressedLength: 0,
    })
    await store([write.node('a', 'file', { content: [id], size: 17n })])
    const report = await checkAfresh()
    expect(report.findings).toMatchObject([
      { code: 'blob-damaged', blobId: id, packId: dataPack(id), remedy: 'repair-packs' },
      { code: 'file-affected', severity: 'warning', blobId: id, remedy: 'back-up-again' },
    ])
  })
})

describe('rules of the format', () => {
  it('that entries break are named with snapshot and path', async () => {
    const gone = 'ab'.repeat(32)
    await store([
      write.node('a', 'file', { content: [gone], size: 1n }),
      write.node('b', 'file'),
      write.node('c', 'dir'),
      write.node('d', 'irregular'),
      await write.folder('e', [write.node('z', 'fifo'), write.node('y', 'fifo')]),
      write.node('f', 'dir', { subtree: gone }),
    ])
    const report = await checkAfresh()
    expect(report.findings.map(({ code, subject }) => `${code} ${subject.slice(8)}`).toSorted()).toEqual(
      [
        'blob-missing :/a',
        'node-invalid :/b',
        'node-invalid :/c',
        'node-invalid :/d',
        'node-invalid :/e/',
        'tree-unreadable :/f/',
      ].toSorted(),
    )
    expect(report.errorCount).toBe(6)
  })
})

describe('reading a share of the data', () => {
  it('covers every pack once over all parts, as restic divides them', async () => {
    for (let round = 0; round < 6; round += 1) await store([await write.file(`f${round}`, [randomBytes(100)])])
    const all = (await names('data')).length
    let read = 0
    for (const part of [1, 2, 3]) read += (await checkAfresh({ readData: { part, of: 3 } })).packsRead
    expect(read).toBe(all)
    expect((await checkAfresh({ readData: { percent: 25 } })).packsRead).toBe(Math.ceil(all / 4))
    expect((await checkAfresh({ readData: { percent: 0.001 } })).packsRead).toBe(1)
  })
})

describe('a repository of restic', () => {
  let root: string
  const settings = () => ({
    ...process.env,
    RESTIC_PASSWORD: 'geheim',
    RESTIC_REPOSITORY: path.join(root, 'repository'),
    RESTIC_CACHE_DIR: path.join(root, 'cache'),
  })
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'check-'))
  })
  afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

  it('is found sound, and unsound where restic finds it so', async () => {
    fs.mkdirSync(path.join(root, 'source'))
    for (let number = 0; number < 20; number += 1) {
      fs.writeFileSync(path.join(root, 'source', `file${number}`), randomBytes(50_000))
    }
    const restic = (...parameters: string[]) => spawnSync('/usr/bin/restic', ['-q', ...parameters], { env: settings() })
    execFileSync('/usr/bin/restic', ['-q', 'init'], { env: settings() })
    restic('backup', path.join(root, 'source'))
    const opened = await openRepository(new LocalBackend(path.join(root, 'repository')), 'geheim')
    expect(await check(opened, { readData: true })).toMatchObject({ findings: [], snapshots: 1 })
    await opened.loadIndex()
    const pack = [...opened.index.packs()].find(({ blobs }) => blobs.some(({ handle }) => handle.type === 'data'))
    const file = path.join(root, 'repository', 'data', pack?.id.slice(0, 2) ?? '', pack?.id ?? '')
    fs.chmodSync(file, 0o600)
    fs.writeFileSync(file, flip(5000)(fs.readFileSync(file)))
    const report = await check(opened, { readData: true })
    expect(codes(report)).toEqual(['blob-damaged', 'file-affected', 'pack-hash-wrong'])
    expect(restic('check', '--read-data').status).not.toBe(0)
  })
})
