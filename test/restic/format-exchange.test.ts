import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createChunker,
  hashBlob,
  initRepository,
  LocalBackend,
  openRepository,
  type Repository,
  sealBlob,
} from '#main/engine/repository/index.ts'
import { makeOddFolder } from '#test/fixtures/odd-folder.ts'
import { restic as run } from '#test/fixtures/programs.ts'
import { verifyPacks, type WalkedEntry, walkTree } from '#test/fixtures/walk-repository.ts'

const password = '共通の鍵 <&>'
const chunkedBytes = 24_000_000

let root = ''
let theirs = ''

async function restic(repository: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(['-r', repository, ...args], {
    RESTIC_PASSWORD: password,
    TZ: 'Asia/Tokyo',
  })
  expect(code, stderr).toBe(0)
  return stdout
}

async function open(path: string): Promise<Repository> {
  const repository = await openRepository(new LocalBackend(path), password)
  await repository.loadIndex()
  return repository
}

async function latestEntries(repository: Repository): Promise<WalkedEntry[]> {
  const { tree } = await repository.findSnapshot('latest')
  return await Array.fromAsync(walkTree(repository, tree))
}

function cutIntoBlobs(polynomial: bigint, content: Buffer): { readonly id: string; readonly plain: Buffer }[] {
  const cuts = [...createChunker(polynomial).push(content), content.length]
  const ends = cuts.filter((cut, index) => cut > (cuts[index - 1] ?? 0))
  return ends.map((end, index) => {
    const plain = content.subarray(ends[index - 1] ?? 0, end)
    return { id: hashBlob(plain), plain }
  })
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'format-exchange-'))
  theirs = join(root, 'theirs')
  const source = join(root, 'source')
  makeOddFolder(source)
  writeFileSync(join(source, 'random'), randomBytes(chunkedBytes))
  writeFileSync(join(source, 'zeros'), Buffer.alloc(3_000_000))
  writeFileSync(join(source, 'text'), 'a line of text\n'.repeat(100_000))
  mkdirSync(join(source, 'many'))
  for (let i = 0; i < 300; i++) writeFileSync(join(source, 'many', `file ${i}`), `content ${i}`)
  await restic(theirs, 'init')
  await restic(theirs, 'backup', '--host', 'kura', '--tag', 'one,two', source)
  appendFileSync(join(source, 'text'), 'one more line\n')
  await restic(theirs, 'backup', '--host', 'kura', source)
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('a repository that restic made', () => {
  it('is decoded in full, and every folder would be encoded to the same bytes', async () => {
    const repository = await open(theirs)
    const { packs, trees } = await verifyPacks(repository)
    expect(packs).toBeGreaterThan(2)
    expect(trees).toBeGreaterThan(8)
    for (const { handle } of repository.index.entries()) await repository.loadBlob(handle)
  })

  it('lists what restic lists', async () => {
    const repository = await open(theirs)
    const entries = await latestEntries(repository)
    const lines = (await restic(theirs, '--no-lock', 'ls', '--json', 'latest')).trim().split('\n').slice(1)
    const size = (line: string): string => {
      const { type, size: bytes, mtime } = JSON.parse(line)
      return `${type} ${bytes ?? 0} ${mtime}`
    }
    const ours = entries.map(({ node }) => `${node.type} ${node.size} ${node.modifiedTime}`)
    expect(ours.toSorted()).toEqual(lines.map(size).toSorted())
  })

  it('gives snapshots with host, tags and parent', async () => {
    const [first, second] = await (await open(theirs)).listSnapshots()
    expect(first).toMatchObject({ hostname: 'kura', tags: ['one', 'two'], paths: [join(root, 'source')] })
    expect(second?.parent).toBe(first?.id)
  })

  it('holds files cut where our chunker cuts them', async () => {
    const repository = await open(theirs)
    const entries = await latestEntries(repository)
    for (const name of ['random', 'zeros', 'text']) {
      const entry = entries.find(({ path }) => path.endsWith(`/source/${name}`))
      const blobs = cutIntoBlobs(repository.chunkerPolynomial, readFileSync(join(root, 'source', name)))
      expect(entry?.node.content).toEqual(blobs.map(({ id }) => id))
      if (name !== 'text') expect(blobs.length).toBeGreaterThan(2)
    }
  })

  it('can be written under a shared lock of restic, and our locks keep restic out', async () => {
    const repository = await open(theirs)
    const lock = await repository.lock(true)
    const refused = await run(['-r', theirs, 'backup', root, '--dry-run'], { RESTIC_PASSWORD: password })
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toContain(`PID ${process.pid}`)
    await lock.release()
    expect((await restic(theirs, 'list', 'locks')).trim().split('\n').filter(Boolean)).toEqual([])
  })
})

describe('a repository that we make', () => {
  it.each(['off', 'auto', 'max'] as const)('passes the check of restic with compression %s', async (compression) => {
    const path = join(root, `ours-${compression}`)
    const source = await open(theirs)
    const { chunkerPolynomial } = source
    const made = await initRepository(new LocalBackend(path), password, { chunkerPolynomial, compression })
    const lock = await made.lock(false)
    for (const { handle } of source.index.entries()) {
      const plain = await source.loadBlob(handle)
      if (handle.type === 'tree') await made.saveTree(await source.loadTree(handle.id))
      else if (made.claim(handle)) await made.addSealed({ handle, ...sealBlob(made.keys, plain, made.compression) })
    }
    await made.flush()
    const { id: _, ...latest } = await source.findSnapshot('latest')
    await made.saveSnapshot(latest)
    await lock.release()
    expect(await restic(path, 'check', '--read-data')).toContain('no errors were found')
    const listing = async (repository: string) =>
      (await restic(repository, 'ls', '--long', 'latest')).split('\n').slice(1)
    expect(await listing(path)).toEqual(await listing(theirs))
  })

  it('is continued by restic without storing anything twice', async () => {
    const path = join(root, 'ours-auto')
    const summary = await restic(path, 'backup', '--json', '--host', 'kura', '--force', join(root, 'source'))
    const { data_blobs } = JSON.parse(summary.trim().split('\n').at(-1) ?? '{}')
    expect(data_blobs).toBe(0)
    await restic(path, 'prune')
    expect(await restic(path, 'check', '--read-data')).toContain('no errors were found')
    const again = await open(path)
    expect((await verifyPacks(again)).trees).toBeGreaterThan(8)
  })

  it('has locks that restic sees and leaves alone while we live', async () => {
    const path = join(root, 'ours-auto')
    const repository = await open(path)
    process.on('SIGHUP', ignore)
    const lock = await repository.lock(false)
    await restic(path, 'unlock')
    await lock.ensureHeld()
    expect(await repository.backend.stat({ kind: 'lock', name: lock.id })).toMatchObject({})
    await lock.release()
    process.off('SIGHUP', ignore)
  })
})

function ignore(): void {
  // restic sends SIGHUP to find out whether the holder of a lock lives
}
