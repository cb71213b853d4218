import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileHandle } from '../backend/backend.ts'
import { MemoryBackend } from '../backend/memory.ts'
import { createMasterKey } from '../crypto/key-file.ts'
import { isRepositoryError, RepositoryError } from '../errors.ts'
import type { Repository } from '../repository.ts'
import { createTestRepository } from '../testing/test-repository.ts'
import { backup } from './backup.ts'
import type { BackupOptions, BackupResult } from './options.ts'
import { contentOf, snapshotEntries } from './testing/snapshot-entries.ts'

let root: string
let backend: MemoryBackend
let repository: Repository
const keys = createMasterKey()
const at = (...names: string[]) => path.join(root, ...names)
const write = (name: string, content: string | Buffer) => fs.writeFileSync(at(name), content)

function run(options: Partial<BackupOptions> = {}): Promise<BackupResult> {
  return backup(repository, { sources: [root], hostname: 'box', username: 'tester', workers: 2, ...options })
}

async function nodeOf(result: BackupResult, name: string) {
  return (await snapshotEntries(repository, result.tree)).get(at(name))
}

const problemsOf = (result: BackupResult) =>
  result.problems.map(({ code, path: bytes }) => `${code} ${path.relative(root, Buffer.from(bytes).toString())}`)

async function count(kind: 'snapshot' | 'lock' | 'data'): Promise<number> {
  return (await Array.fromAsync(backend.list(kind))).length
}

const codeOf = (code: Parameters<typeof isRepositoryError>[1]) =>
  expect.toSatisfy((error: unknown) => isRepositoryError(error, code))

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'trouble-'))
  backend = new MemoryBackend()
  repository = createTestRepository(backend, keys)
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

describe('entries that make trouble', () => {
  it('names a missing source and backs up the others', async () => {
    write('file', 'x')
    const result = await run({ sources: [at('file'), at('gone')] })
    expect(problemsOf(result)).toEqual(['source-missing gone'])
    expect(result.snapshot?.paths).toEqual([at('file')])
  })

  it('makes no snapshot when no source exists, and releases its lock', async () => {
    await expect(run({ sources: [at('gone'), at('lost')] })).rejects.toEqual(codeOf('sources-unreadable'))
    expect(await count('snapshot')).toBe(0)
    expect(await count('lock')).toBe(0)
  })

  it('leaves sockets out, and never opens a FIFO', async () => {
    execFileSync('mkfifo', [at('pipe')])
    const server = net.createServer().listen(at('socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    const result = await run()
    server.close()
    expect(problemsOf(result)).toEqual(['socket-skipped socket'])
    expect((await nodeOf(result, 'pipe'))?.type).toBe('fifo')
    expect(await nodeOf(result, 'socket')).toBeUndefined()
  })

  it('reads a sparse file of 16 GB in a moment', async () => {
    const file = fs.openSync(at('sparse'), 'w')
    fs.ftruncateSync(file, 2 ** 34)
    fs.writeSync(file, 'end', 2 ** 34)
    fs.closeSync(file)
    const result = await run()
    const node = await nodeOf(result, 'sparse')
    expect(node?.size).toBe(2n ** 34n + 3n)
    expect(new Set(node?.content).size).toBe(2)
    expect(node?.content?.length).toBe(2 ** 34 / 524_288 + 1)
  })

  it('survives a folder that is deep and a name of 255 bytes', async () => {
    const deep = `${'d/'.repeat(300)}${'n'.repeat(255)}`
    fs.mkdirSync(at(path.dirname(deep)), { recursive: true })
    write(deep, 'x')
    const result = await run()
    expect((await nodeOf(result, deep))?.size).toBe(1n)
  })

  it('stores what it read of a file that grows, says so, and reads it again next time', async () => {
    write('log', Buffer.alloc(6_000_000, 'x'))
    const growing = setInterval(() => fs.appendFileSync(at('log'), 'one more line\n'), 1)
    const result = await run()
    clearInterval(growing)
    const node = await nodeOf(result, 'log')
    expect(Number(node?.size)).toBe((await contentOf(repository, node)).length)
    expect(problemsOf(result)).toEqual(['changed-while-reading log'])
    expect((await run()).summary.filesChanged).toBe(1)
  })
})

describe('a parent that is not whole', () => {
  const bare = { paths: [] as string[], hostname: 'box', username: '', uid: 0, gid: 0, excludes: [], tags: [] }

  it('is reported, and files are read in full', async () => {
    write('file', 'x')
    const time = new Date(Date.now() - 60_000).toISOString()
    await repository.saveSnapshot({ ...bare, time, paths: [root], tree: 'f'.repeat(64) })
    const result = await run()
    expect(result.problems.map(({ code }) => code)).toEqual(['parent-unreadable'])
    expect(result.summary.filesNew).toBe(1)
  })

  it('does not hide chunks that are gone: such files are read and stored again', async () => {
    write('file', 'x')
    const first = await run()
    const damaged = createTestRepository(new MemoryBackend(), keys)
    for (const { handle } of repository.index.entries()) {
      if (handle.type === 'tree') await damaged.saveBlob('tree', await repository.loadBlob(handle))
    }
    await damaged.flush()
    if (first.snapshot !== undefined) await damaged.saveSnapshot(first.snapshot)
    repository = damaged
    const result = await run()
    expect(problemsOf(result)).toEqual(['contents-missing file'])
    expect((await contentOf(repository, await nodeOf(result, 'file'))).toString()).toBe('x')
  })
})

const hasOwnFileSystem = process.platform === 'linux' && fs.statSync('/dev').dev !== fs.statSync('/dev/shm').dev

it.runIf(hasOwnFileSystem)('keeps mount points as empty folders when it stays on one file system', async () => {
  const result = await run({ sources: ['/dev'], oneFileSystem: true })
  const entries = await snapshotEntries(repository, result.tree)
  expect(entries.get('/dev/shm')?.type).toBe('dir')
  expect([...entries.keys()].filter((name) => name.startsWith('/dev/shm/'))).toEqual([])
  expect(entries.get('/dev/null')?.type).toBe('chardev')
})

describe.runIf(process.getuid?.() === 0)('entries that may not be read', () => {
  it('are named and left out', async () => {
    for (const name of ['open', 'closed']) fs.mkdirSync(at(name))
    for (const name of ['open/readable', 'open/secret', 'closed/inside']) write(name, name)
    fs.chmodSync(at('open/secret'), 0)
    fs.chmodSync(at('closed'), 0)
    for (const name of ['.', 'open', 'closed', 'open/secret']) fs.chownSync(at(name), 65_534, 65_534)
    const script = `
      process.setgid(65534)
      process.setuid(65534)
      const { backup } = await import(${JSON.stringify(new URL('./backup.ts', import.meta.url))})
      const { createTestRepository } = await import(${JSON.stringify(new URL('../testing/test-repository.ts', import.meta.url))})
      const result = await backup(createTestRepository(), { sources: [${JSON.stringify(root)}], hostname: 'h', username: 'u' })
      console.log(JSON.stringify(result.problems.map(({ code, path, reason }) => [code, Buffer.from(path).toString(), reason])))
    `
    const told = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })
    expect(JSON.parse(told).toSorted()).toEqual([
      ['unreadable', at('closed'), 'EACCES'],
      ['unreadable', at('open/secret'), 'EACCES'],
    ])
  })
})

describe('a backup that is stopped', () => {
  it('ends as cancelled, leaves no snapshot and no lock, and what it stored is used by the next run', async () => {
    for (let i = 0; i < 12; i += 1) write(`file-${i}`, randomBytes(4_000_000))
    const abort = new AbortController()
    const stopped = run({
      signal: abort.signal,
      onProgress: ({ newBytes }) => newBytes > 4_000_000 && abort.abort(),
    })
    await expect(stopped).rejects.toEqual(codeOf('cancelled'))
    expect(await count('snapshot')).toBe(0)
    expect(await count('lock')).toBe(0)
    repository = createTestRepository(backend, keys)
    const { summary } = await run()
    expect(summary.filesNew).toBe(12)
    expect(summary.dataAdded).toBeLessThan(44_000_000)
  })

  it('leaves no promise behind: the same repository stores everything in the next run', async () => {
    for (let i = 0; i < 40; i += 1) write(`file-${i}`, randomBytes(600_000))
    const abort = new AbortController()
    const stopped = run({ signal: abort.signal, onProgress: ({ phase }) => phase === 'backup' && abort.abort() })
    await expect(stopped).rejects.toEqual(codeOf('cancelled'))
    const result = await run()
    for (let i = 0; i < 40; i += 1) {
      expect((await contentOf(repository, await nodeOf(result, `file-${i}`))).length).toBe(600_000)
    }
  })

  it('does nothing at all when it was aborted before', async () => {
    await expect(run({ signal: AbortSignal.abort() })).rejects.toEqual(codeOf('cancelled'))
  })

  it('fails with what the storage says, without a snapshot', async () => {
    write('file', randomBytes(100_000))
    class FullBackend extends MemoryBackend {
      override async write(file: FileHandle, parts: readonly Uint8Array[]): Promise<void> {
        if (file.kind === 'data') throw new RepositoryError('storage-full', { operation: 'write', file: file.name })
        return super.write(file, parts)
      }
    }
    backend = new FullBackend()
    repository = createTestRepository(backend, keys)
    await expect(run()).rejects.toEqual(codeOf('storage-full'))
    expect(await count('snapshot')).toBe(0)
    expect(await count('lock')).toBe(0)
  })

  it('fails clearly when a worker breaks down, and never hangs', async () => {
    write('large', randomBytes(600_000))
    Object.defineProperty(repository, 'chunkerPolynomial', { value: 'no number' })
    await expect(run()).rejects.toThrow(/a backup worker failed/)
    expect(await count('snapshot')).toBe(0)
    expect(await count('lock')).toBe(0)
  })
})

it('uses what a killed run stored: packs that an index names are not stored again', async () => {
  for (let i = 0; i < 8; i += 1) write(`file-${i}`, randomBytes(3_000_000))
  const half = await run({ sources: Array.from({ length: 4 }, (_, i) => at(`file-${i}`)) })
  await repository.removeUnpacked('snapshot', half.snapshot?.id ?? '')
  repository = createTestRepository(backend, keys)
  const { summary } = await run()
  expect(summary.dataAdded).toBeLessThan(12_100_000)
})
