import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BlobLocation, Id } from '../model.ts'
import { plainLength, planReads, readLimits } from './read-plan.ts'

const idOf = (number: number): Id => number.toString(16).padStart(64, '0')

/** Blobs 0..n-1 lie one after the other in packs of `perPack`. */
function layout(lengths: readonly number[], perPack: number): Map<Id, BlobLocation> {
  const ends = new Map<number, number>()
  return new Map(
    lengths.map((length, number) => {
      const pack = Math.floor(number / perPack)
      const offset = ends.get(pack) ?? 0
      ends.set(pack, offset + length)
      return [idOf(number), { packId: `pack${pack}`, offset, length, uncompressedLength: 0 }]
    }),
  )
}

describe('planning reads', () => {
  it('delivers every blob to every place it is needed at, within the limits', () => {
    const lengths = fc.array(fc.integer({ min: 33, max: 3 << 20 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 12 }), fc.nat(), (sizes, perPack, seed) => {
        const choose = (file: number, piece = 0) => hash('md5', `${seed} ${file} ${piece}`, 'buffer').readUInt32LE()
        const places = layout(sizes, perPack)
        const contents = Array.from({ length: 130 }, (_, file) =>
          Array.from({ length: choose(file) % 4 }, (_, piece) => idOf(choose(file, piece) % sizes.length)),
        )
        const plan = planReads(contents, ({ id }) => [places.get(id)].filter((place) => place !== undefined))
        const delivered = new Map<string, Id>()
        for (const { packId, offset, lengthBytes, blobs } of plan.batches) {
          expect(blobs.length === 1 || lengthBytes <= readLimits.batchBytes).toBe(true)
          expect(new Set(blobs.flatMap(({ targets }) => targets.map(({ file }) => file))).size).toBeLessThanOrEqual(
            readLimits.filesPerBatch,
          )
          for (const { id, location, targets } of blobs) {
            expect(location.packId).toBe(packId)
            expect(location.offset).toBeGreaterThanOrEqual(offset)
            expect(location.offset + location.length).toBeLessThanOrEqual(offset + lengthBytes)
            for (const { file, position } of targets) {
              expect(delivered.has(`${file}/${position}/${id}`)).toBe(false)
              delivered.set(`${file}/${position}/${id}`, id)
            }
          }
        }
        const wanted = contents.flatMap((content, file) => positions(content, places).map((at) => `${file}/${at}`))
        expect([...delivered.keys()].toSorted()).toEqual([...new Set(wanted)].toSorted())
      }),
      { numRuns: 50 },
    )
  })

  it('names files with a blob that no index knows and plans nothing for them', () => {
    const places = layout([100], 1)
    const plan = planReads([[idOf(0), idOf(7)], [idOf(0)]], ({ id }) =>
      [places.get(id)].filter((place) => place !== undefined),
    )
    expect([...plan.unknown]).toEqual([[0, idOf(7)]])
    expect(plan.batches.flatMap(({ blobs }) => blobs.flatMap(({ targets }) => targets))).toEqual([
      { file: 1, position: 0 },
    ])
  })

  it('reads near blobs together and leaves far ones apart', () => {
    const at = (offset: number) => [{ packId: 'p', offset, length: 100, uncompressedLength: 0 }]
    const offsets = [0, 100, readLimits.gapBytes + 200, readLimits.gapBytes * 3]
    const plan = planReads(
      offsets.map((_, number) => [idOf(number)]),
      ({ id }) => at(offsets[Number.parseInt(id, 16)] ?? 0),
    )
    expect(plan.batches.map(({ offset, lengthBytes }) => [offset, lengthBytes])).toEqual([
      [0, readLimits.gapBytes + 300],
      [readLimits.gapBytes * 3, 100],
    ])
  })
})

/** `position/id` of every piece of a file. */
function positions(content: readonly Id[], places: ReadonlyMap<Id, BlobLocation>): string[] {
  let position = 0
  return content.map((id) => {
    const place = places.get(id)
    const text = `${position}/${id}`
    position += place ? plainLength(place) : 0
    return text
  })
}
