import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashBlob } from '../crypto/blob.ts'
import { createMasterKey } from '../crypto/key-file.ts'
import type { BlobType } from '../model.ts'
import type { FinishedPack } from './pack-builder.ts'
import { PackWriter } from './pack-writer.ts'
import type { SealedBlob } from './sealed-blob.ts'

const keys = createMasterKey()
const mebibyte = 2 ** 20

function blob(type: BlobType, size: number): SealedBlob {
  const sealed = randomBytes(size)
  return { handle: { type, id: hashBlob(sealed) }, sealed, uncompressedLength: 0 }
}

function recordingWriter(store?: (pack: FinishedPack) => Promise<void>) {
  const packs: FinishedPack[] = []
  const writer = new PackWriter({
    keys,
    uploads: 2,
    store: async (pack) => {
      await store?.(pack)
      packs.push(pack)
    },
  })
  return { writer, packs }
}

const sizes = (packs: readonly FinishedPack[]) =>
  packs.map((pack) => pack.blobs.reduce((sum, each) => sum + each.length, 0))

describe('the pack writer', () => {
  it('keeps folders and data apart and merges small leftovers of each', async () => {
    const { writer, packs } = recordingWriter()
    for (let i = 0; i < 20; i++) await writer.add(blob(i % 2 ? 'data' : 'tree', 1000))
    await writer.flush()
    expect(packs).toHaveLength(2)
    for (const pack of packs) expect(new Set(pack.blobs.map(({ handle }) => handle.type)).size).toBe(1)
  })

  it('closes packs at 16 MiB and puts blobs of that size into packs of their own', async () => {
    const { writer, packs } = recordingWriter()
    for (let i = 0; i < 48; i++) await writer.add(blob('data', mebibyte))
    await writer.add(blob('data', 17 * mebibyte))
    await writer.flush()
    expect(sizes(packs).reduce((sum, size) => sum + size)).toBe(65 * mebibyte)
    expect(packs.filter((pack) => pack.blobs.length === 1)).toHaveLength(1)
    for (const size of sizes(packs)) expect(size).toBeLessThanOrEqual(17 * mebibyte)
  })

  it('spreads neighbouring blobs over two packs', async () => {
    const { writer, packs } = recordingWriter()
    const blobs = Array.from({ length: 40 }, () => blob('data', mebibyte))
    for (const each of blobs) await writer.add(each)
    await writer.flush()
    const order = packs.flatMap((pack) => pack.blobs.map(({ handle }) => handle.id))
    expect(order).not.toEqual(blobs.map(({ handle }) => handle.id))
    expect(new Set(order)).toEqual(new Set(blobs.map(({ handle }) => handle.id)))
  })

  it('waits while too many packs are on their way', async () => {
    const release: (() => void)[] = []
    const { writer } = recordingWriter(() => new Promise((resolve) => release.push(resolve)))
    await writer.add(blob('data', 16 * mebibyte))
    await writer.add(blob('data', 16 * mebibyte))
    const third = writer.add(blob('data', 16 * mebibyte))
    let isDone = false
    void third.then(() => {
      isDone = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(isDone).toBe(false)
    release[0]?.()
    await third
    const flushed = writer.flush()
    for (const each of release) each()
    await flushed
  })

  it('reports a failed pack to whoever adds or flushes next, and stores nothing more', async () => {
    const { writer, packs } = recordingWriter(async () => {
      throw new Error('no more space')
    })
    await writer.add(blob('data', 16 * mebibyte)).catch(() => undefined)
    await new Promise((resolve) => setImmediate(resolve))
    await expect(writer.add(blob('data', 10))).rejects.toThrow('no more space')
    await expect(writer.flush()).rejects.toThrow('no more space')
    expect(packs).toEqual([])
  })
})
