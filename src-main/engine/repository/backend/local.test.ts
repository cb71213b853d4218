import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { hashBlob } from '../crypto/blob.ts'
import { LocalBackend } from './local.ts'
import { backendSuite } from './testing/suite.ts'

const folders: string[] = []

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'local-backend-'))
  folders.push(folder)
  return join(folder, 'repository')
}

async function freshBackend(): Promise<LocalBackend> {
  const backend = new LocalBackend(await freshFolder())
  await backend.create()
  return backend
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

describe('the local backend', () => {
  backendSuite(freshBackend)

  it('lays a repository out as restic does', async () => {
    const backend = await freshBackend()
    const content = Buffer.from('x')
    const name = hashBlob(content)
    for (const kind of ['data', 'key', 'snapshot'] as const) await backend.write({ kind, name }, [content])
    expect((await readdir(backend.location)).sort()).toEqual(['data', 'index', 'keys', 'locks', 'snapshots'])
    const packFolders = await readdir(join(backend.location, 'data'))
    expect(packFolders.length).toBe(256)
    expect(await readdir(join(backend.location, 'data', name.slice(0, 2)))).toEqual([name])
    expect((await stat(join(backend.location, 'keys', name))).mode & 0o777).toBe(0o400)
    expect((await stat(join(backend.location, 'data', '00'))).mode & 0o777).toBe(0o700)
  })

  it('skips temporary files, foreign folders and other names', async () => {
    const backend = await freshBackend()
    const name = hashBlob(Buffer.of())
    await backend.write({ kind: 'data', name }, [Buffer.of()])
    await writeFile(join(backend.location, 'data', name.slice(0, 2), `${name}-tmp-123`), 'x')
    await mkdir(join(backend.location, 'data', 'tmp'))
    await writeFile(join(backend.location, 'data', 'tmp', name), 'x')
    await writeFile(join(backend.location, 'keys', 'README'), 'x')
    expect((await Array.fromAsync(backend.list('data'))).map((file) => file.name)).toEqual([name])
    expect(await Array.fromAsync(backend.list('key'))).toEqual([])
  })

  it('makes the folder of a pack when another program left it out', async () => {
    const backend = await freshBackend()
    await rm(join(backend.location, 'data', 'e3'), { recursive: true })
    const name = hashBlob(Buffer.of())
    expect(name.startsWith('e3')).toBe(true)
    await backend.write({ kind: 'data', name }, [Buffer.of()])
    expect(await backend.stat({ kind: 'data', name })).toEqual({ sizeBytes: 0 })
  })

  it('does not make a repository that is gone (an unmounted drive) anew', async () => {
    const backend = await freshBackend()
    await rm(backend.location, { recursive: true })
    const write = backend.write({ kind: 'data', name: hashBlob(Buffer.of()) }, [Buffer.of()])
    await expect(write).rejects.toMatchObject({ code: 'storage-failed', detail: { operation: 'write' } })
    await expect(stat(backend.location)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('says what cannot be created', async () => {
    const impossible = new LocalBackend('/dev/null/repository')
    await expect(impossible.create()).rejects.toMatchObject({ code: 'storage-failed', detail: { operation: 'create' } })
  })
})
