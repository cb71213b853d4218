import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isStale, markStale } from '../../timeseries/index.ts'
import type { StoredChunk } from '../chunk-store.ts'
import { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { countIn } from './frame.ts'
import { packSamples, unpackSamples } from './raw-chunk.ts'
import { packPoints, rollupColumns, roomForPoints, unpackPoints } from './rollup-chunk.ts'

const hourMs = 3_600_000
const fromMs = 1_700_000_000_000 - (1_700_000_000_000 % hourMs)

function regular(count: number, stepMs = 15_000): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => fromMs + index * stepMs)
}

function unpack(chunks: readonly StoredChunk[]) {
  const total = chunks.reduce((sum, chunk) => sum + countIn(chunk.data), 0)
  const room = { times: new Float64Array(total), values: new Float64Array(total) }
  let at = 0
  for (const chunk of chunks) at += unpackSamples(chunk, room, at)
  return room
}

/** Bits, so that every NaN and zero counts; all NaN but the end of a series are one. */
function bitsOf(values: Float64Array): bigint[] {
  const canonical = values.map((value, index) => (Number.isNaN(value) && !isStale(values, index) ? Number.NaN : value))
  for (const index of values.keys()) if (isStale(values, index)) markStale(canonical, index)
  return [...new BigUint64Array(canonical.buffer)]
}

const values = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((whole) => whole / 100),
  fc.maxSafeInteger(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 2 ** 51, 2 ** 53, 1e300),
)

describe('numbers of any length', () => {
  it('come back as they were', () => {
    void fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 })), (numbers) => {
        const writer = new ByteWriter()
        for (const number of numbers) {
          writer.signed(number)
          writer.unsigned(Math.abs(number))
        }
        const reader = new ByteReader(writer.take())
        expect(numbers.map(() => [reader.signed(), reader.unsigned()])).toEqual(
          numbers.map((number) => [number, Math.abs(number)]),
        )
      }),
    )
  })
})

describe('chunks of samples', () => {
  it('give back every value bit by bit and every time, whatever they are', () => {
    const samples = fc.array(
      fc.record({ gap: fc.integer({ min: 1, max: 400_000 }), value: values, ends: fc.integer({ min: 0, max: 20 }) }),
      { minLength: 1, maxLength: 600 },
    )
    void fc.assert(
      fc.property(samples, fc.integer({ min: 0, max: 5_000_000 }), (drawn, start) => {
        let time = fromMs + start
        const times = Float64Array.from(drawn, ({ gap }) => (time += gap))
        const written = Float64Array.from(drawn, ({ value }) => value)
        for (const [index, { ends }] of drawn.entries()) if (ends === 0) markStale(written, index)
        const read = unpack(packSamples(7, times, written))
        expect(read.times).toEqual(times)
        expect(bitsOf(read.values)).toEqual(bitsOf(written))
      }),
      { numRuns: 300 },
    )
  })

  it('hold 240 samples at most and never cross a full hour', () => {
    const chunks = packSamples(7, regular(1000, 5000), new Float64Array(1000))
    for (const chunk of chunks) {
      const { times } = unpack([chunk])
      expect(times.length).toBeLessThanOrEqual(240)
      expect(Math.floor((times.at(-1) ?? 0) / hourMs)).toBe(Math.floor((times[0] ?? 0) / hourMs))
    }
    expect(chunks.reduce((sum, chunk) => sum + countIn(chunk.data), 0)).toBe(1000)
  })

  it('start in seconds of their own, however dense the samples are', () => {
    const chunks = packSamples(7, regular(5000, 1), new Float64Array(5000))
    expect(new Set(chunks.map((chunk) => chunk.fromMs)).size).toBe(chunks.length)
    expect(unpack(chunks).times).toEqual(regular(5000, 1))
  })

  it('are small where the values are those of a site', () => {
    const bytes = (next: (index: number) => number) => {
      const [chunk] = packSamples(
        7,
        regular(240),
        Float64Array.from({ length: 240 }, (_, index) => next(index)),
      )
      return (chunk?.data.length ?? 0) / 240
    }
    let counter = 1e6
    expect(bytes(() => 42)).toBeLessThan(0.2)
    expect(bytes((index) => (counter += 100 + ((index * 7919) % 50)))).toBeLessThan(1.3)
    expect(bytes((index) => Math.round(2000 + 1500 * Math.sin(index * 12.9898)) / 100)).toBeLessThan(2.1)
  })
})

describe('a damaged chunk', () => {
  const [chunk] = packSamples(
    7,
    regular(240),
    Float64Array.from({ length: 240 }, (_, index) => Math.sqrt(index)),
  )
  const read = (damaged: StoredChunk) => () => unpack([damaged])

  it('is found out wherever one byte is another', () => {
    if (chunk === undefined) throw new Error('nothing was packed')
    void fc.assert(
      fc.property(fc.nat(chunk.data.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const data = chunk.data.slice()
        data[at] = (data[at] ?? 0) ^ difference
        const room = { times: new Float64Array(300), values: new Float64Array(300) }
        expect(() => unpackSamples({ ...chunk, data }, room, 0)).toThrow(/damaged/)
      }),
    )
  })

  it('is found out when it was cut off, is empty, or belongs to another series, time or tier', () => {
    if (chunk === undefined) throw new Error('nothing was packed')
    expect(read({ ...chunk, data: chunk.data.subarray(0, 100) })).toThrow(/damaged/)
    expect(read({ ...chunk, data: new Uint8Array(0) })).toThrow(/damaged/)
    expect(read({ ...chunk, series: 8 })).toThrow(/damaged/)
    expect(read({ ...chunk, fromMs: chunk.fromMs + 1000 })).toThrow(/damaged/)
    expect(() => unpackPoints('hours', chunk, roomForPoints(240), 0)).toThrow(/damaged/)
  })
})

describe('chunks of points', () => {
  it('give back every column', () => {
    const points = roomForPoints(288)
    for (let index = 0; index < 288; index += 1) {
      points.times[index] = fromMs + (index + 1) * 300_000
      for (const [offset, column] of rollupColumns.entries()) points[column][index] = Math.sin(index + offset)
    }
    markStale(points.last, 5)
    const chunk = packPoints('five-minutes', 9, fromMs, points)
    const room = roomForPoints(288)
    expect(unpackPoints('five-minutes', chunk, room, 0)).toBe(288)
    for (const column of rollupColumns) expect(bitsOf(room[column])).toEqual(bitsOf(points[column]))
    expect(room.times).toEqual(points.times)
  })
})
