import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { initRepository, LocalBackend, type Node, type Snapshot } from '#main/engine/repository/index.ts'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import { openTestStorage, type TestStorage } from '#test/stores/open-test-storage.ts'
import { BackupWorld, password } from './testing/backup-world.ts'

const manyEntries = 100_000

const folderNode: Node = {
  name: Buffer.from('folder'),
  type: 'dir',
  mode: 2 ** 31 + 0o755,
  modifiedTime: '2026-11-22T10:00:00.123456789+09:00',
  accessTime: '2026-11-22T10:00:00+09:00',
  changeTime: '2026-11-22T10:00:00+09:00',
  uid: 1000,
  gid: 1000,
  user: '',
  group: 'staff',
  inode: 1n,
  deviceId: 1n,
  size: 0n,
  links: 2n,
  extendedAttributes: [],
  device: 0n,
  content: null,
}

const file = (name: string | Buffer, size = 5): Node => ({
  ...folderNode,
  name: Buffer.from(name),
  type: 'file',
  mode: 0o640,
  size: BigInt(size),
  content: [createHash('sha256').update(String(size)).digest('hex')],
})

const byName = (nodes: readonly Node[]) => [...nodes].sort((a, b) => Buffer.compare(a.name, b.name))

/** Writes a snapshot with a folder of 100,000 files and some names that are hard to show. */
async function writeSnapshot(path: string): Promise<Snapshot> {
  const repository = await initRepository(new LocalBackend(path), password)
  const numbered = Array.from({ length: manyEntries }, (_, at) => file(`写真-${String(at).padStart(6, '0')}.jpg`, at))
  const many = await repository.saveTree({ nodes: byName(numbered) })
  const hard = await repository.saveTree({
    nodes: byName([
      file(Buffer.from([0x61, 0xff, 0x62])),
      file('tab\there'),
      file('ＡＢＣ（全角）.txt'),
      { ...file('s'), type: 'symlink', mode: 2 ** 27 + 0o777, linkTarget: Buffer.from('../target'), content: null },
      { ...folderNode, name: Buffer.from('zz'), mode: 2 ** 31 + 2 ** 20 + 0o777, subtree: many.id },
      { ...file('program'), mode: 2 ** 23 + 0o755 },
    ]),
  })
  const root = await repository.saveTree({
    nodes: byName([
      { ...folderNode, name: Buffer.from('many'), subtree: many.id },
      { ...folderNode, name: Buffer.from('hard'), subtree: hard.id },
    ]),
  })
  await repository.flush()
  const snapshot = await repository.saveSnapshot({
    time: '2026-11-22T10:00:00+09:00',
    tree: root.id,
    paths: ['/many', '/hard'],
    hostname: 'host',
    username: 'user',
    uid: 0,
    gid: 0,
    excludes: [],
    tags: [],
  })
  await repository.close()
  return snapshot
}

describe('the snapshot browser', () => {
  let database: TestStorage
  let world: BackupWorld
  let repository: BackupRepository
  let snapshot: Snapshot

  beforeAll(async () => {
    database = await openTestStorage('sqlite')
    world = await BackupWorld.open(database.storage)
    snapshot = await writeSnapshot(world.repositoryPath)
    const location = { kind: 'local', path: world.repositoryPath } as const
    repository = await world.services.repositories.open({ name: '倉庫', location, password })
  })

  afterAll(async () => {
    await world.remove()
    await database.remove()
  })

  const browse = (path: string, change: { cursor?: string; limit?: number; nameContains?: string } = {}) =>
    world.services.snapshots.browse({
      repositoryId: repository.id,
      snapshotId: snapshot.id.slice(0, 10),
      path,
      limit: 500,
      ...change,
    })

  it('shows folders first, what each entry is, and names that are no UTF-8', async () => {
    const { items, totalEntries } = await browse('/hard')
    expect(totalEntries).toBe(6)
    expect(items.map((entry) => [entry.mode, entry.name.quoted, entry.sizeBytes])).toEqual([
      ['drwxrwxrwt', 'zz', null],
      ['-rw-r-----', 'a\\xffb', 5],
      ['-rwsr-xr-x', 'program', 5],
      ['lrwxrwxrwx', 's', null],
      ['-rw-r-----', 'tab\\there', 5],
      ['-rw-r-----', 'ＡＢＣ（全角）.txt', 5],
    ])
    expect(items[1]).toMatchObject({
      name: { display: 'a\ufffdb' },
      path: { quoted: '/hard/a\\xffb', display: '/hard/a\ufffdb' },
      owner: '1000',
      group: 'staff',
      modifiedAt: '2026-11-22T10:00:00.123456789+09:00',
    })
    expect(items[3]).toMatchObject({ linkTarget: '../target' })
  })

  it('finds names whatever their case and width', async () => {
    expect((await browse('/hard', { nameContains: 'abc' })).items).toMatchObject([
      { name: { display: 'ＡＢＣ（全角）.txt' } },
    ])
  })

  it('stays quick in a folder of 100,000 entries', async () => {
    await browse('/many')
    const started = performance.now()
    const first = await browse('/many')
    const second = await browse('/many', { cursor: first.nextCursor ?? '' })
    const found = await browse('/many', { nameContains: '099' })
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(first).toMatchObject({ totalEntries: manyEntries })
    expect(second.items[0]?.name.display).toBe('写真-000500.jpg')
    expect(found.totalEntries).toBe(1299)
  })

  it('says which path there is not', async () => {
    await expect(browse('/many/none')).rejects.toMatchObject({
      code: 'SNAPSHOT_PATH_NOT_FOUND',
      data: { path: '/many/none' },
    })
    await expect(
      world.services.snapshots.browse({ repositoryId: repository.id, snapshotId: 'ffffffff', path: '/', limit: 5 }),
    ).rejects.toMatchObject({ code: 'SNAPSHOT_NOT_FOUND' })
    await expect(browse('/many\\q')).rejects.toMatchObject({ code: 'VALIDATION' })
  })
})
