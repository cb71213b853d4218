import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../format/format-error.ts'
import type { PackedBlob } from '../pack/pack-header.ts'
import { LoadedIndex } from './blob-index.ts'
import { decodeIndexFile, encodeIndexFile } from './index-file.ts'
import { IndexWriter } from './index-writer.ts'

const idOf = (text: string) => createHash('sha256').update(text).digest('hex')

function blob(name: string, offset: number, more: Partial<PackedBlob> = {}): PackedBlob {
  return { handle: { type: 'data', id: idOf(name) }, offset, length: 100, uncompressedLength: 0, ...more }
}

describe('the index in memory', () => {
  it('finds what was added, and only under its type', () => {
    const index = new LoadedIndex()
    index.add({ id: idOf('pack'), blobs: [blob('a', 0), blob('b', 100, { uncompressedLength: 500 })] })
    expect(index.lookup({ type: 'data', id: idOf('b') })).toEqual([
      { packId: idOf('pack'), offset: 100, length: 100, uncompressedLength: 500 },
    ])
    expect(index.has({ type: 'tree', id: idOf('b') })).toBe(false)
    expect(index.has({ type: 'data', id: idOf('c') })).toBe(false)
    expect(index.lookup({ type: 'data', id: idOf('c') })).toEqual([])
  })

  it('keeps copies in several packs and counts the same entry of two files once', () => {
    const index = new LoadedIndex()
    index.add({ id: idOf('p1'), blobs: [blob('a', 0)] })
    index.add({ id: idOf('p2'), blobs: [blob('a', 40)] })
    index.add({ id: idOf('p1'), blobs: [blob('a', 0)] })
    expect(index.size).toBe(2)
    expect(
      index
        .lookup({ type: 'data', id: idOf('a') })
        .map(({ packId }) => packId)
        .sort(),
    ).toEqual([idOf('p1'), idOf('p2')].sort())
  })

  it('holds many entries, also with the largest numbers, and groups them by pack', () => {
    const index = new LoadedIndex()
    const packs = Array.from({ length: 40 }, (_, pack) => ({
      id: idOf(`pack ${pack}`),
      blobs: Array.from({ length: 1000 }, (__, i) => {
        const type = i % 2 ? ('tree' as const) : ('data' as const)
        return blob('', i * 100, { handle: { type, id: idOf(`${pack} ${i}`) }, uncompressedLength: 0xffff_ffff })
      }),
    }))
    for (const pack of packs) index.add({ ...pack, blobs: pack.blobs.toReversed() })
    expect(index.size).toBe(40_000)
    expect([...index.packIds()]).toEqual(packs.map(({ id }) => id))
    for (const [number, pack] of [...index.packs()].entries()) {
      const expected = packs[number]
      expect(pack.id).toBe(expected?.id)
      expect(pack.blobs).toEqual(expected?.blobs.map((each) => ({ ...each, packId: pack.id })))
    }
    for (const { handle } of packs.flatMap(({ blobs }) => blobs)) expect(index.lookup(handle)).toHaveLength(1)
    expect([...index.entries()]).toHaveLength(40_000)
  })
})

describe('index files', () => {
  const packs = [
    {
      id: idOf('p1'),
      blobs: [blob('a', 0), blob('b', 100, { handle: { type: 'tree', id: idOf('b') }, uncompressedLength: 7 })],
    },
    { id: idOf('p2'), blobs: [] },
  ]

  it('have the byte form of the format', () => {
    expect(Buffer.from(encodeIndexFile(packs)).toString()).toBe(
      `{"packs":[{"id":"${idOf('p1')}","blobs":[{"id":"${idOf('a')}","type":"data","offset":0,"length":100},` +
        `{"id":"${idOf('b')}","type":"tree","offset":100,"length":100,"uncompressed_length":7}]},{"id":"${idOf('p2')}","blobs":[]}]}\n`,
    )
    expect([...decodeIndexFile(encodeIndexFile(packs))]).toEqual(packs)
  })

  it('are read without what old and other programs add, and in the oldest form', () => {
    const list = JSON.stringify([{ id: idOf('p2'), time: '2026-11-22T10:00:00Z', blobs: [] }])
    const text = `{"supersedes":["${idOf('x')}"],"packs":${list},"packs_to_delete":${list}}`
    expect([...decodeIndexFile(Buffer.from(text))]).toEqual([packs[1]])
    expect([...decodeIndexFile(Buffer.from(list))]).toEqual([packs[1]])
  })

  it.each([
    '',
    '{"packs":1}',
    '{"packs":[{}]}',
    `{"packs":[{"id":"${idOf('p')}","blobs":[{"id":"${idOf('b')}","type":"x"}]}]}`,
  ])('are refused when they are none: %s', (text) => {
    expect(() => [...decodeIndexFile(Buffer.from(text))]).toThrow(FormatError)
  })
})

describe('the index writer', () => {
  const packOf = (name: string, blobs: number) => ({
    id: idOf(name),
    blobs: Array.from({ length: blobs }, (_, i) => blob(`${name} ${i}`, i)),
  })

  it('writes a file at 50,000 blobs and the rest at the end, every pack in one file', async () => {
    const files: Uint8Array[] = []
    const writer = new IndexWriter(async (bytes) => files.push(bytes))
    for (let i = 0; i < 6; i++) await writer.add(packOf(`pack ${i}`, 10_000))
    expect(files).toHaveLength(1)
    await writer.flush()
    await writer.flush()
    expect(files.map((file) => [...decodeIndexFile(file)].length)).toEqual([5, 1])
  })

  it('keeps what could not be written for the next time', async () => {
    const files: Uint8Array[] = []
    let fails = true
    const writer = new IndexWriter(async (bytes) => {
      if (fails) throw new Error('no')
      files.push(bytes)
    })
    await writer.add(packOf('a', 1))
    await expect(writer.flush()).rejects.toThrow('no')
    fails = false
    await writer.flush()
    expect(files.map((file) => [...decodeIndexFile(file)].length)).toEqual([1])
  })
})
