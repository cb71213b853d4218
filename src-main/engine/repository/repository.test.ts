import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Backend, FileHandle } from './backend/backend.ts'
import { MemoryBackend } from './backend/memory.ts'
import { decodeIndexFile } from './blob-index/index-file.ts'
import { hashBlob, sealBlob } from './crypto/blob.ts'
import { createMasterKey } from './crypto/key-file.ts'
import type { NewSnapshot } from './model.ts'
import { Repository } from './repository.ts'
import { createTestRepository } from './testing/test-repository.ts'

const time = '2026-11-22T10:00:00+09:00'

function snapshotOf(tree: string, more: Partial<NewSnapshot> = {}): NewSnapshot {
  return {
    ...{ time, tree, paths: ['/home'], hostname: 'kura', username: 'ban', uid: 0, gid: 0, excludes: [], tags: [] },
    ...more,
  }
}

async function overwrite(backend: Backend, file: FileHandle, change: (bytes: Uint8Array) => Uint8Array): Promise<void> {
  const bytes = change(await backend.read(file))
  await backend.remove(file)
  await backend.write(file, [bytes])
}

const count = async (backend: Backend, kind: 'data' | 'index') => (await Array.fromAsync(backend.list(kind))).length

describe('blobs of a repository', () => {
  it('are found again after reopening', async () => {
    const first = createTestRepository()
    const text = Buffer.from('content '.repeat(1000))
    const saved = await first.saveBlob('data', text)
    const tree = await first.saveTree({ nodes: [] })
    await first.flush()
    const again = createTestRepository(first.backend, first.keys)
    const progress: number[][] = []
    await again.loadIndex(undefined, (done, total) => progress.push([done, total]))
    expect(progress).toEqual([[1, 1]])
    expect(Buffer.compare(await again.loadBlob({ type: 'data', id: saved.id }), text)).toBe(0)
    expect(await again.loadTree(tree.id)).toEqual({ nodes: [] })
    expect(again.index.size).toBe(2)
  })

  it('are stored once, whether saved twice in one run or in two', async () => {
    const first = createTestRepository()
    expect(await first.saveBlob('data', Buffer.from('a'))).toMatchObject({ isNew: true, storedBytes: 33 })
    expect(await first.saveBlob('data', Buffer.from('a'))).toMatchObject({ isNew: false, storedBytes: 0 })
    expect(await first.saveBlob('tree', Buffer.from('a'))).toMatchObject({ isNew: true })
    await first.flush()
    expect(await first.saveBlob('data', Buffer.from('a'))).toMatchObject({ isNew: false })
    const again = createTestRepository(first.backend, first.keys)
    await again.loadIndex()
    expect(await again.saveBlob('data', Buffer.from('a'))).toMatchObject({ isNew: false })
    await again.flush()
    expect([await count(first.backend, 'data'), await count(first.backend, 'index')]).toEqual([2, 1])
  })

  it('are claimed by one caller only, who may seal them elsewhere', async () => {
    const repository = createTestRepository()
    const plain = randomBytes(100)
    const handle = { type: 'data', id: hashBlob(plain) } as const
    expect([repository.claim(handle), repository.claim(handle)]).toEqual([true, false])
    await repository.addSealed({ handle, ...sealBlob(repository.keys, plain, 'auto') })
    await repository.flush()
    expect(repository.claim(handle)).toBe(false)
    expect(Buffer.compare(await repository.loadBlob(handle), plain)).toBe(0)
  })

  it('are read from another copy when one is damaged or gone', async () => {
    const backend = new MemoryBackend()
    const keys = createMasterKey()
    for (let i = 0; i < 3; i++) {
      const writer = createTestRepository(backend, keys)
      await writer.saveBlob('data', Buffer.from('precious'))
      await writer.flush()
    }
    const repository = createTestRepository(backend, keys)
    await repository.loadIndex()
    const handle = { type: 'data', id: hashBlob(Buffer.from('precious')) } as const
    const [first, second, third] = repository.index
      .lookup(handle)
      .map(({ packId }) => ({ kind: 'data', name: packId }) as const)
    if (first === undefined || second === undefined || third === undefined) throw new Error('three copies expected')
    await overwrite(backend, first, (bytes) => bytes.fill(0, 20, 21))
    await backend.remove(second)
    expect(Buffer.from(await repository.loadBlob(handle)).toString()).toBe('precious')
    await backend.remove(third)
    await expect(repository.loadBlob(handle)).rejects.toMatchObject({
      code: 'damaged',
      detail: { file: `data/${first.name}` },
    })
  })

  it('are missing when no index names them', async () => {
    const load = createTestRepository().loadBlob({ type: 'data', id: 'a'.repeat(64) })
    await expect(load).rejects.toMatchObject({ code: 'missing', detail: { what: 'data blob' } })
  })

  it('are never compressed in a repository of version 1', async () => {
    const repository = createTestRepository(undefined, undefined, { version: 1, compression: 'max' })
    await repository.saveBlob('data', Buffer.from('a'.repeat(10_000)))
    await repository.saveTree({ nodes: [] })
    await repository.flush()
    for (const { uncompressedLength } of repository.index.entries()) expect(uncompressedLength).toBe(0)
    const again = createTestRepository(repository.backend, repository.keys, { version: 1 })
    await again.loadIndex()
    expect(again.index.size).toBe(2)
  })

  it('of folders are compressed even when compression is off', async () => {
    const repository = createTestRepository(undefined, undefined, { compression: 'off' })
    const data = await repository.saveBlob('data', Buffer.from('a'.repeat(10_000)))
    const tree = await repository.saveBlob('tree', Buffer.from('a'.repeat(10_000)))
    expect([data.storedBytes, tree.storedBytes < 200]).toEqual([10_032, true])
  })
})

describe('index files of a repository', () => {
  it('name every pack completely and are written after it', async () => {
    const repository = createTestRepository()
    await repository.saveBlob('data', Buffer.from('a'))
    await repository.saveBlob('data', Buffer.from('b'))
    await repository.flush()
    const [file] = await Array.fromAsync(repository.backend.list('index'))
    const packs = [...decodeIndexFile(await repository.loadUnpacked('index', file?.name ?? ''))]
    expect(packs.map(({ blobs }) => blobs.length)).toEqual([2])
  })

  it('that are damaged fail the loading unless somebody takes them', async () => {
    const writer = createTestRepository()
    await writer.saveBlob('data', Buffer.from('a'))
    await writer.flush()
    await writer.saveBlob('data', Buffer.from('b'))
    await writer.flush()
    const [file] = await Array.fromAsync(writer.backend.list('index'))
    const name = file?.name ?? ''
    await overwrite(writer.backend, { kind: 'index', name }, (bytes) => bytes.subarray(1))
    const repository = createTestRepository(writer.backend, writer.keys)
    await expect(repository.loadIndex()).rejects.toMatchObject({ code: 'damaged', detail: { file: `index/${name}` } })
    const damaged: string[] = []
    await repository.loadIndex(undefined, undefined, (id) => damaged.push(id))
    expect([damaged, repository.index.size]).toEqual([[name], 1])
  })
})

describe('snapshots of a repository', () => {
  const tree = 'a'.repeat(64)

  it('are listed oldest first and found by id, prefix, and as the latest of a host', async () => {
    const repository = createTestRepository()
    const newer = await repository.saveSnapshot(snapshotOf(tree, { time: '2026-11-22T10:00:00.000000002+09:00' }))
    const older = await repository.saveSnapshot(
      snapshotOf(tree, {
        time: '2026-11-22T01:00:00.000000001Z',
        hostname: 'other',
        tags: ['x', 'y'],
        paths: ['/a', '/b'],
      }),
    )
    expect((await repository.listSnapshots()).map(({ id }) => id)).toEqual([older.id, newer.id])
    expect(await repository.findSnapshot('latest')).toEqual(newer)
    expect(await repository.findSnapshot('latest', { hosts: ['other'] })).toEqual(older)
    expect(await repository.findSnapshot('latest', { tagLists: [['z'], ['x', 'y']] })).toEqual(older)
    expect(await repository.findSnapshot('latest', { paths: ['/b'] })).toEqual(older)
    expect(await repository.findSnapshot(newer.id)).toEqual(newer)
    expect(await repository.findSnapshot(newer.id.slice(0, 12))).toEqual(newer)
    expect(await repository.loadSnapshot(older.id)).toEqual(older)
  })

  it('that nobody made are not found, and short ids may be ambiguous', async () => {
    const repository = createTestRepository()
    for (const wanted of ['latest', 'ffff', '', 'f'.repeat(64)]) {
      await expect(repository.findSnapshot(wanted)).rejects.toMatchObject({
        code: 'snapshot-not-found',
        detail: { id: wanted },
      })
    }
    const saved: string[] = []
    for (let i = 0; i < 17; i++) saved.push((await repository.saveSnapshot(snapshotOf(tree))).id)
    const digit = saved.map((id) => id.charAt(0)).find((each, index, all) => all.indexOf(each) !== index) ?? ''
    await expect(repository.findSnapshot(digit)).rejects.toMatchObject({ code: 'ambiguous-id' })
  })

  it('that are damaged fail the listing unless somebody takes them', async () => {
    const repository = createTestRepository()
    const good = await repository.saveSnapshot(snapshotOf(tree))
    const bad = await repository.saveUnpacked('snapshot', Buffer.from('{"time":"never"}'))
    await expect(repository.listSnapshots()).rejects.toMatchObject({
      code: 'damaged',
      detail: { file: `snapshots/${bad}` },
    })
    const damaged: string[] = []
    expect(await repository.listSnapshots({ onDamaged: (id) => damaged.push(id) })).toEqual([good])
    expect(damaged).toEqual([bad])
  })
})

describe('a repository with settings this program does not know', () => {
  it('is readable but never written', async () => {
    const keys = createMasterKey()
    const config = {
      version: 2,
      id: 'a'.repeat(64),
      chunkerPolynomial: 0x3da3358b4dc173n,
      unknownKeys: ['chunker'],
    } as const
    const repository = new Repository(new MemoryBackend(), keys, config)
    expect(await repository.listSnapshots()).toEqual([])
    const refusal = { code: 'unsupported-format' }
    await expect(repository.saveBlob('data', Buffer.of(1))).rejects.toMatchObject(refusal)
    await expect(repository.saveSnapshot(snapshotOf('a'.repeat(64)))).rejects.toMatchObject(refusal)
  })
})
