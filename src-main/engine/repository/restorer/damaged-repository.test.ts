import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Backend } from '../backend/backend.ts'
import { MemoryBackend } from '../backend/memory.ts'
import { RepositoryError } from '../errors.ts'
import type { Id } from '../model.ts'
import type { Repository } from '../repository.ts'
import { SnapshotWriter } from '../testing/snapshot-writer.ts'
import { createTestRepository } from '../testing/test-repository.ts'
import { restore } from './index.ts'

let target: string
let backend: Backend
let repository: Repository
let write: SnapshotWriter

beforeEach(() => {
  target = fs.mkdtempSync(path.join(os.tmpdir(), 'damaged-'))
  backend = new MemoryBackend()
  repository = createTestRepository(backend)
  write = new SnapshotWriter(repository)
})
afterEach(() => fs.rmSync(target, { recursive: true, force: true }))

/** Files `a` (one blob) and `b` (another blob and the one of `a`). */
async function twoFiles(): Promise<{ readonly tree: Id }> {
  return await write.snapshot([await write.file('a', ['first']), await write.file('b', ['second', 'first'])])
}

async function changePack(packId: Id, change: (bytes: Buffer) => Uint8Array): Promise<void> {
  const file = { kind: 'data', name: packId } as const
  const bytes = Buffer.from(await backend.read(file))
  await backend.remove(file)
  const changed = change(bytes)
  if (changed.length > 0) await backend.write(file, [changed])
}

const whereIs = (id: Id) => repository.index.lookup({ type: 'data', id })[0]

async function blobOf(name: string, tree: Id): Promise<Id> {
  const { nodes } = await repository.loadTree(tree)
  return nodes.find((node) => Buffer.from(node.name).toString() === name)?.content?.[0] ?? ''
}

it('a flipped bit fails only the files that need the blob', async () => {
  const snapshot = await twoFiles()
  const place = whereIs(await blobOf('b', snapshot.tree))
  await changePack(place?.packId ?? '', (bytes) => {
    bytes[(place?.offset ?? 0) + 20] = (bytes[(place?.offset ?? 0) + 20] ?? 0) ^ 1
    return bytes
  })
  const report = await restore(repository, snapshot, { target })
  expect(fs.readdirSync(target)).toEqual(['a'])
  expect(report.problems).toMatchObject([{ code: 'damaged', path: Buffer.from('/b') }])
  expect([report.filesRestored, report.filesFailed]).toEqual([1, 1])
})

it('a missing pack is told for every file that needs it, and a short one as damage', async () => {
  const snapshot = await twoFiles()
  const packId = whereIs(await blobOf('a', snapshot.tree))?.packId ?? ''
  await changePack(packId, (bytes) => bytes.subarray(0, 10))
  const cut = await restore(repository, snapshot, { target })
  expect(new Set(cut.problems.map(({ code }) => code))).toEqual(new Set(['damaged']))
  await changePack(packId, () => Buffer.alloc(0))
  const gone = await restore(repository, snapshot, { target })
  expect(new Set(gone.problems.map(({ code }) => code))).toEqual(new Set(['missing']))
  expect(fs.readdirSync(target)).toEqual([])
})

it('a storage that fails for a while costs nothing when the second reading succeeds', async () => {
  const snapshot = await twoFiles()
  let failures = 1
  const read = backend.read.bind(backend)
  const tree = await repository.loadTree(snapshot.tree)
  repository.loadTree = async () => tree
  backend.read = async (file, range, signal) => {
    if (file.kind !== 'data' || failures-- <= 0) return await read(file, range, signal)
    throw new RepositoryError('storage-failed', { operation: 'read', file: file.name, reason: 'connection lost' })
  }
  const report = await restore(repository, snapshot, { target })
  expect(report.problems).toEqual([])
  expect(fs.readFileSync(path.join(target, 'b'), 'utf8')).toBe('secondfirst')
})

it('an existing file survives when its replacement cannot be read', async () => {
  const snapshot = await twoFiles()
  fs.writeFileSync(path.join(target, 'a'), 'my own text')
  const packId = whereIs(await blobOf('a', snapshot.tree))?.packId ?? ''
  await changePack(packId, () => Buffer.alloc(0))
  await restore(repository, snapshot, { target })
  expect(fs.readFileSync(path.join(target, 'a'), 'utf8')).toBe('my own text')
})
