import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemoryBackend } from '../backend/memory.ts'
import { hashBlob, hashParts, openBlob, sealBlob } from '../crypto/blob.ts'
import { decrypt, encrypt } from '../crypto/cipher.ts'
import { createMasterKey } from '../crypto/key-file.ts'
import type { BlobType } from '../model.ts'
import { type FinishedPack, PackBuilder } from './pack-builder.ts'
import { decodePackHeader, encodePackHeader, packFileBytes, readPackHeader } from './pack-header.ts'

const keys = createMasterKey()

function packOf(type: BlobType, contents: readonly Uint8Array[]): FinishedPack {
  const builder = new PackBuilder(type)
  for (const plain of contents) {
    builder.add({ handle: { type, id: hashBlob(plain) }, ...sealBlob(keys, plain, 'auto') })
  }
  return builder.finish(keys)
}

async function stored(pack: FinishedPack): Promise<{ readonly backend: MemoryBackend; readonly sizeBytes: number }> {
  const backend = new MemoryBackend()
  await backend.write({ kind: 'data', name: pack.id }, pack.parts)
  return { backend, sizeBytes: Buffer.concat(pack.parts).length }
}

describe('packs', () => {
  it('have the byte layout of the format', () => {
    const id = 'ab'.repeat(32)
    const blobs = [
      { handle: { type: 'data', id }, offset: 0, length: 50, uncompressedLength: 0 },
      { handle: { type: 'data', id }, offset: 50, length: 60, uncompressedLength: 1000 },
      { handle: { type: 'tree', id }, offset: 110, length: 70, uncompressedLength: 0 },
      { handle: { type: 'tree', id }, offset: 180, length: 80, uncompressedLength: 2000 },
    ] as const
    const header = Buffer.from(encodePackHeader(keys, blobs))
    const length = header.readUInt32LE(header.length - 4)
    expect(length).toBe(header.length - 4)
    const plain = decrypt(keys, header.subarray(0, length))
    expect(plain.toString('hex')).toBe(`0032000000${id}023c000000e8030000${id}0146000000${id}0350000000d0070000${id}`)
    expect(decodePackHeader(plain)).toEqual(blobs)
  })

  it('come back whole whatever blobs are in them', async () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('data', 'tree'), contents, async (type, plains) => {
        const pack = packOf(type, plains)
        const { backend, sizeBytes } = await stored(pack)
        expect(hashParts(pack.parts)).toBe(pack.id)
        expect(packFileBytes(pack.blobs)).toBe(sizeBytes)
        const blobs = await readPackHeader(backend, keys, pack.id, sizeBytes)
        expect(blobs).toEqual(pack.blobs)
        const file = await backend.read({ kind: 'data', name: pack.id })
        for (const [index, { offset, length, uncompressedLength }] of blobs.entries()) {
          const plain = openBlob(keys, file.subarray(offset, offset + length), uncompressedLength)
          expect(Buffer.compare(plain, plains[index] ?? Buffer.of())).toBe(0)
        }
      }),
    )
  })

  it('with a header longer than the first guess are read too', async () => {
    const pack = packOf(
      'data',
      Array.from({ length: 1000 }, (_, i) => Buffer.from(`blob ${i}`)),
    )
    const { backend, sizeBytes } = await stored(pack)
    expect(await readPackHeader(backend, keys, pack.id, sizeBytes)).toHaveLength(1000)
  })

  it.each([
    ['is empty', Buffer.of()],
    ['is too short', Buffer.of(1, 0)],
    ['claims a header longer than itself', Buffer.concat([randomBytes(100), Buffer.from('ffffff00', 'hex')])],
    ['claims a header of no length', Buffer.concat([randomBytes(100), Buffer.from('00000000', 'hex')])],
    ['has a header of another key', Buffer.concat([randomBytes(100), Buffer.from('40000000', 'hex')])],
    ['ends within an entry', headerOf(Buffer.alloc(30))],
    ['has an unknown type', headerOf(Buffer.alloc(37, 9))],
  ])('are damaged when the file %s', async (_title, content) => {
    const backend = new MemoryBackend()
    const name = hashBlob(content)
    await backend.write({ kind: 'data', name }, [content])
    const read = readPackHeader(backend, keys, name, content.length)
    await expect(read).rejects.toMatchObject({ code: 'damaged', detail: { file: `data/${name}` } })
  })
})

function headerOf(plain: Uint8Array): Buffer {
  const sealed = encrypt(keys, plain)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(sealed.length)
  return Buffer.concat([sealed, length])
}
