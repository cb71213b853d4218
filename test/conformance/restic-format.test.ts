import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LocalBackend, openRepository, type Repository } from '#main/engine/repository/index.ts'
import { restic as run } from '#test/fixtures/programs.ts'
import { verifyPacks, walkTree } from '#test/fixtures/walk-repository.ts'

const password = 'geheim'
const archives = ['small-repo', 'repo-mixed', 'repo-duplicates', 'repo-index-missing', 'repo-data-missing'] as const
type Archive = (typeof archives)[number]

let folder = ''

function conformanceFolder(): string {
  const path = process.env.KURABAN_CONFORMANCE
  if (!path) throw new Error('set KURABAN_CONFORMANCE to the folder with the test data of other programs')
  return join(path, 'restic')
}

const pathOf = (archive: Archive) => join(folder, archive, 'repo')

async function open(archive: Archive): Promise<Repository> {
  const repository = await openRepository(new LocalBackend(pathOf(archive)), password)
  await repository.loadIndex()
  return repository
}

async function restic(archive: Archive, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(['-r', pathOf(archive), ...args], { RESTIC_PASSWORD: password })
  expect(code, stderr).toBe(0)
  return stdout
}

/** What restic lists, in the form `path size`, for all snapshots in the order of time. */
async function resticListing(archive: Archive, snapshotId: string): Promise<string[]> {
  const lines = (await restic(archive, '--no-lock', 'ls', '--json', snapshotId)).trim().split('\n').slice(1)
  return lines.map((line) => {
    const { path, type, size } = JSON.parse(line)
    return `${path} ${type} ${size ?? 0}`
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restic-format-'))
  for (const archive of archives) {
    execFileSync('mkdir', [join(folder, archive)])
    execFileSync('tar', ['-xzf', join(conformanceFolder(), `${archive}.tar.gz`), '-C', join(folder, archive)])
    execFileSync('chmod', ['-R', 'u+rwX', join(folder, archive)])
  }
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('repositories that restic made in format version 1', () => {
  it('are all among the test data', async () => {
    const present = await readdir(conformanceFolder())
    for (const archive of archives) expect(present).toContain(`${archive}.tar.gz`)
  })

  it.each(archives)('%s opens, and its packs are what its index says', async (archive) => {
    const repository = await open(archive)
    expect(repository.version).toBe(1)
    const present = new Set((await Array.fromAsync(repository.backend.list('data'))).map(({ name }) => name))
    const gone = [...repository.index.packIds()].filter((id) => !present.has(id))
    if (archive === 'repo-data-missing') expect(gone.length).toBeGreaterThan(0)
    else {
      expect(gone).toEqual([])
      const verified = await verifyPacks(repository)
      console.log(`${archive}: ${verified.packs} packs, ${verified.trees} folders verified`)
      expect(verified.packs).toBeGreaterThan(0)
    }
  })

  it.each(['small-repo', 'repo-mixed', 'repo-duplicates'] as const)(
    '%s lists in every snapshot what restic lists, and every file can be read',
    async (archive) => {
      const repository = await open(archive)
      const snapshots = await repository.listSnapshots()
      expect(snapshots.length).toBeGreaterThan(0)
      for (const snapshot of snapshots) {
        const entries = await Array.fromAsync(walkTree(repository, snapshot.tree))
        const listed = entries.map(({ path, node }) => `${path} ${node.type} ${node.size}`)
        expect(listed.sort()).toEqual((await resticListing(archive, snapshot.id)).sort())
      }
      console.log(`${archive}: ${snapshots.length} snapshots walked`)
    },
  )

  it('small-repo holds both types of blobs in one pack, which is allowed in this version', async () => {
    const repository = await open('small-repo')
    const typesOfPacks = Array.from(
      repository.index.packs(),
      ({ blobs }) => new Set(blobs.map(({ handle }) => handle.type)),
    )
    expect(typesOfPacks.some((types) => types.size === 2)).toBe(true)
  })

  it('repo-duplicates holds blobs in several packs, and repo-data-missing says which blob is gone', async () => {
    const duplicates = await open('repo-duplicates')
    const copies = Array.from(duplicates.index.entries(), ({ handle }) => duplicates.index.lookup(handle).length)
    expect(Math.max(...copies)).toBeGreaterThan(1)
    const missing = await open('repo-data-missing')
    const failures: unknown[] = []
    for (const { handle } of missing.index.entries()) {
      await missing.loadBlob(handle).catch((error: unknown) => failures.push(error))
    }
    expect(failures.length).toBeGreaterThan(0)
    for (const failure of failures) expect(failure).toMatchObject({ code: 'missing', detail: { what: 'data' } })
  })

  it('can be continued: restic checks what we add to one', async () => {
    const repository = await open('small-repo')
    const [snapshot] = await repository.listSnapshots()
    if (snapshot === undefined) throw new Error('a snapshot expected')
    const lock = await repository.lock(false)
    const tree = await repository.loadTree(snapshot.tree)
    const blob = await repository.saveBlob('data', Buffer.from('added '.repeat(1000)))
    const [node] = tree.nodes
    if (node === undefined) throw new Error('a node expected')
    const { subtree: _, ...rest } = node
    const file = { ...rest, type: 'file', name: Buffer.from('~added'), size: 6000n, content: [blob.id] } as const
    const saved = await repository.saveTree({ nodes: [...tree.nodes, file] })
    await repository.flush()
    const { id: __, ...fields } = snapshot
    const added = await repository.saveSnapshot({ ...fields, parent: snapshot.id, tree: saved.id })
    await lock.release()
    expect(await restic('small-repo', 'check', '--read-data')).toContain('no errors were found')
    expect(await restic('small-repo', 'dump', added.id, '/~added')).toBe('added '.repeat(1000))
  })
})
