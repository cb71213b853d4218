import { describe, expect, it } from 'vitest'
import { MemoryBackend } from './backend/memory.ts'
import { hashBlob } from './crypto/blob.ts'
import { encrypt } from './crypto/cipher.ts'
import { createMasterKey } from './crypto/key-file.ts'
import { UnpackedFiles } from './unpacked-files.ts'

const keys = createMasterKey()
const json = Buffer.from(`{"packs":[${'{},'.repeat(500)}{}]}`)

async function store(backend: MemoryBackend, bytes: Uint8Array): Promise<string> {
  const name = hashBlob(bytes)
  await backend.write({ kind: 'index', name }, [bytes])
  return name
}

describe('unpacked files', () => {
  it('are compressed in version 2, raw in version 1, and both read both', async () => {
    const backend = new MemoryBackend()
    const [one, two] = [new UnpackedFiles(backend, keys, 1), new UnpackedFiles(backend, keys, 2)]
    const [raw, compressed] = [await one.save('index', json), await two.save('index', json)]
    expect((await backend.stat({ kind: 'index', name: raw })).sizeBytes).toBe(json.length + 32)
    expect((await backend.stat({ kind: 'index', name: compressed })).sizeBytes).toBeLessThan(200)
    for (const files of [one, two]) {
      for (const id of [raw, compressed]) expect(Buffer.compare(await files.load('index', id), json)).toBe(0)
    }
  })

  it('are damaged when the hash, the MAC or the encoding is wrong', async () => {
    const backend = new MemoryBackend()
    const files = new UnpackedFiles(backend, keys, 2)
    const wrongName = 'a'.repeat(64)
    await backend.write({ kind: 'index', name: wrongName }, [encrypt(keys, json)])
    const wrongKey = await store(backend, encrypt(createMasterKey(), json))
    const wrongLead = await store(backend, encrypt(keys, Buffer.from('x')))
    const wrongFrame = await store(backend, encrypt(keys, Buffer.from('\x02xyz')))
    const empty = await store(backend, Buffer.of())
    for (const id of [wrongName, wrongKey, wrongLead, wrongFrame, empty]) {
      await expect(files.load('index', id)).rejects.toMatchObject({ code: 'damaged', detail: { file: `index/${id}` } })
    }
  })

  it('are missing when they are not there', async () => {
    const files = new UnpackedFiles(new MemoryBackend(), keys, 2)
    await expect(files.load('snapshot', 'a'.repeat(64))).rejects.toMatchObject({ code: 'missing' })
  })

  it('that were read wrongly once are read again', async () => {
    const backend = new MemoryBackend()
    const id = await new UnpackedFiles(backend, keys, 2).save('snapshot', json)
    let reads = 0
    const flaky: Pick<MemoryBackend, 'read'> = {
      read: async (file) => {
        const bytes = await backend.read(file)
        return reads++ === 0 ? bytes.subarray(1) : bytes
      },
    }
    const files = new UnpackedFiles(Object.assign(new MemoryBackend(), flaky), keys, 2)
    expect(Buffer.compare(await files.load('snapshot', id), json)).toBe(0)
  })
})
