import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hashBlob, LocalBackend } from '#main/engine/repository/index.ts'

let mountPoint = ''

beforeAll(async () => {
  mountPoint = await mkdtemp(join(tmpdir(), 'full-storage-'))
  // needs root, as the whole suite does on a bare machine: fails here with mount's own words otherwise
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', mountPoint])
})

afterAll(async () => {
  execFileSync('umount', [mountPoint])
  await rmdir(mountPoint)
})

it('a pack that does not fit any more is refused as storage-full and leaves no trace', async () => {
  const backend = new LocalBackend(join(mountPoint, 'repository'))
  await backend.create()
  const small = randomBytes(1_000_000)
  await backend.write({ kind: 'data', name: hashBlob(small) }, [small])
  const large = randomBytes(6_000_000)
  const name = hashBlob(large)
  const write = backend.write({ kind: 'data', name }, [large])
  await expect(write).rejects.toMatchObject({
    code: 'storage-full',
    detail: { operation: 'write', file: `data/${name}` },
  })
  expect(await readdir(join(backend.location, 'data', name.slice(0, 2)))).toEqual([])
  expect(await backend.stat({ kind: 'data', name: hashBlob(small) })).toEqual({ sizeBytes: 1_000_000 })
})
