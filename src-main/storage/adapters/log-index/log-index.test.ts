import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  compressSeekable,
  type LinePlace,
  LogIndex,
  type LogQuery,
  type SegmentStore,
  SegmentsDamaged,
  SourceFiles,
} from '#main/engine/logs/index.ts'
import { SqliteSegmentStore } from './sqlite-segment-store.ts'

let folder = ''
let store: SegmentStore
let index: LogIndex
let paths: string[] = []
const firstMs = Date.parse('2026-11-22T00:00:00.000Z')
const file = (name: string) => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuraban-log-index-'))
  paths = [file('current.log')]
})
afterEach(() => {
  index?.close()
  store?.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(lastGrows = true, keyedBy: 'content' | 'path' = 'content') {
  store = new SqliteSegmentStore(file('index.db'))
  index = new LogIndex(new SourceFiles(() => ({ paths, lastGrows }), keyedBy), store, { now: () => firstMs })
  while (index.work(1000));
}

function reopen(): void {
  index.close()
  store.close()
  open()
}

interface Written {
  readonly n: number
  readonly level?: string
  readonly logger?: string
  readonly message?: string
  readonly request_id?: string
  readonly user_id?: string
}

const line = ({ n, level = 'INFO', logger = 'api', message = `line ${n}`, ...rest }: Written) =>
  `${JSON.stringify({ timestamp: new Date(firstMs + n * 1000).toISOString(), level, logger, message, ...rest })}\n`
const write = (name: string, ...lines: Written[]) => writeAll(name, lines)
const writeAll = (name: string, lines: readonly Written[]) => appendFileSync(file(name), lines.map(line).join(''))
const numbered = (from: number, count: number) => Array.from({ length: count }, (_, at) => ({ n: from + at }))

function messages(query: LogQuery, limit = 1000): string[] {
  return index.search(query, limit, null).lines.map(({ message }) => message)
}

describe('the index of a log', () => {
  it('finds the newest first, page after page', () => {
    writeAll('current.log', numbered(0, 25))
    open()
    const pages: string[][] = []
    let next: LinePlace | null = null
    do {
      const page = index.search({}, 10, next)
      pages.push(page.lines.map(({ message }) => message))
      next = page.next
    } while (next !== null)
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5])
    expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, at) => `line ${24 - at}`))
  })

  it('finds by level, logger, request, person, time and text', () => {
    write(
      'current.log',
      { n: 0, level: 'ERROR', logger: 'backup.job', message: 'ｺﾝｸﾘｰﾄ打設の記録', request_id: 'R-1', user_id: 'u1' },
      { n: 1, level: 'WARNING', logger: 'backup', message: 'time-out of pier 20N', request_id: 'R-1' },
      { n: 2, logger: 'api', message: 'backup done', request_id: 'R-12', user_id: 'u12' },
    )
    open()
    const found = (query: LogQuery) => index.search(query, 10, null).lines.map(({ atMs }) => (atMs - firstMs) / 1000)
    expect(found({ levels: ['ERROR', 'WARNING'] })).toEqual([1, 0])
    expect(found({ logger: 'backup' })).toEqual([1, 0])
    expect(found({ correlationId: 'R-1' })).toEqual([1, 0])
    expect(found({ userId: 'u1' })).toEqual([0])
    expect(found({ fromMs: firstMs + 1000, toMs: firstMs + 1000 })).toEqual([1])
    expect(found({ text: 'コンクリート打設' })).toEqual([0])
    expect(found({ text: 'time' })).toEqual([1])
    expect(found({ text: 'out' })).toEqual([1])
    expect(found({ text: '"time-out of"' })).toEqual([1])
    expect(found({ text: '"of time-out"' })).toEqual([])
    expect(found({ text: 'R-1' })).toEqual([2, 1, 0])
    expect(found({ text: 'R-1 -打設' })).toEqual([2, 1])
    expect(found({ text: '-"time-out of" -done' })).toEqual([0])
  })

  it('agrees with looking at every line', () => {
    const words = ['橋', '基礎', 'コンクリート', 'time', 'timeout', 'a-b', '打設']
    const message = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((list) => list.join(' '))
    const lines = fc.array(fc.record({ message, level: fc.constantFrom('INFO', 'ERROR') }), { maxLength: 30 })
    fc.assert(
      fc.property(lines, fc.constantFrom(...words), fc.constantFrom(...words), (all, wanted, unwanted) => {
        rmSync(file('index.db'), { force: true })
        writeFileSync(file('current.log'), '')
        writeAll(
          'current.log',
          all.map((one, n) => ({ ...one, n })),
        )
        open()
        const holds = (text: string, word: string) =>
          word === 'a-b' ? text.includes(word) : new RegExp(`(^| |-)${word}`).test(text)
        const expected = all.filter(
          (one) => holds(one.message, wanted) && !holds(one.message, unwanted) && one.level === 'ERROR',
        )
        const found = messages({ text: `${wanted} -${unwanted}`, levels: ['ERROR'] })
        const total = index
          .histogram({ levels: ['ERROR'] }, 7)
          .lines.flat()
          .reduce((sum, count) => sum + count, 0)
        index.close()
        store.close()
        expect(found).toEqual(expected.map((one) => one.message).toReversed())
        expect(total).toBe(all.filter((one) => one.level === 'ERROR').length)
      }),
      { numRuns: 60 },
    )
  })

  it('takes in what is written while it is open, whole lines only', () => {
    write('current.log', { n: 0 })
    open()
    write('current.log', { n: 1 })
    const cut = line({ n: 2 })
    appendFileSync(file('current.log'), cut.slice(0, 20))
    expect(messages({})).toEqual(['line 1', 'line 0'])
    appendFileSync(file('current.log'), cut.slice(20))
    expect(messages({})).toEqual(['line 2', 'line 1', 'line 0'])
  })

  it('finds the same lines at the same places after rotation, compression and a new start', async () => {
    writeAll('current.log', numbered(0, 30_000))
    open()
    const before = index.search({ text: '"line 12345"' }, 10, null).lines[0]
    renameSync(file('current.log'), file('old.log'))
    writeAll('current.log', numbered(30_000, 10))
    paths = [file('old.log'), file('current.log')]
    expect(messages({}, 11)).toEqual(
      numbered(29_999, 11)
        .map(({ n }) => `line ${n}`)
        .toReversed(),
    )
    await compressSeekable(file('old.log'), file('old.log.zst'), 0o600)
    rmSync(file('old.log'))
    paths = [file('old.log.zst'), file('current.log')]
    for (const restart of [() => {}, reopen]) {
      restart()
      const after = index.search({ text: '"line 12345"' }, 10, null).lines[0]
      expect({ ...after, path: '' }).toEqual({ ...before, path: '' })
      expect(index.state()).toMatchObject({ lines: 30_010 })
      const place = { key: before?.fileKey ?? '', offset: before?.offset ?? 0 }
      expect(index.line(place.key, place.offset)?.read.text).toBe(line({ n: 12_345 }).trim())
      const context = index.context(place.key, place.offset, 2, 1)
      expect(context?.map(({ message }) => message)).toEqual(['line 12343', 'line 12344', 'line 12345', 'line 12346'])
    }
  })

  it('forgets a file that is gone, and reads one anew that was cut', () => {
    writeAll('old.log', numbered(0, 5))
    writeAll('current.log', numbered(10, 5))
    paths = [file('old.log'), file('current.log')]
    open()
    expect(messages({})).toHaveLength(10)
    rmSync(file('old.log'))
    expect(messages({})).toHaveLength(5)
    truncateSync(file('current.log'), 0)
    write('current.log', { n: 99 })
    expect(messages({})).toEqual(['line 99'])
  })

  it('keeps its order where clocks jump and files overlap', () => {
    write('a.log', { n: 5 }, { n: 1 }, { n: 3 })
    write('b.log', { n: 2 }, { n: 40_000_000 }, { n: 4 })
    paths = [file('a.log'), file('b.log')]
    open(false, 'path')
    expect(messages({})).toEqual([40_000_000, 5, 4, 3, 2, 1].map((n) => `line ${n}`))
    let next: LinePlace | null = null
    const single: string[] = []
    do {
      const page = index.search({}, 1, next)
      single.push(...page.lines.map(({ message }) => message))
      next = page.next
    } while (next !== null)
    expect(single).toEqual(messages({}))
  })

  it('splits a log into segments that fit together', () => {
    writeAll('current.log', numbered(0, 150_000))
    open()
    expect(store.segments()).toHaveLength(2)
    expect(messages({ fromMs: firstMs + 65_530_000, toMs: firstMs + 65_540_000 })).toEqual(
      numbered(65_530, 11)
        .map(({ n }) => `line ${n}`)
        .toReversed(),
    )
    const { lines, fromMs, stepMs } = index.histogram({}, 10)
    expect([fromMs, stepMs]).toEqual([firstMs, 14_999_901])
    expect(lines[1]).toEqual([15_000, ...Array.from({ length: 9 }, () => 15_000)])
    reopen()
    expect(index.state()).toMatchObject({ lines: 150_000, oldestMs: firstMs, newestMs: firstMs + 149_999_000 })
    expect(index.loggers()).toEqual([{ logger: 'api', lines: 150_000 }])
  })

  it('takes a trace with the entry it belongs to, and lines of any size and content', () => {
    writeFileSync(
      file('current.log'),
      Buffer.concat([
        Buffer.from(
          '2026-11-22 10:00:00 ERROR broken\n  at first (a.ts)\n  at second (b.ts)\n\n2026-11-22 10:00:01 INFO fine\n',
        ),
        Buffer.from([0, 255, 254, 10]),
        Buffer.from(`2026-11-22 10:00:02 INFO ${'x'.repeat(10_000_000)} end\n`),
        Buffer.from('2026-11-22 10:00:03 INFO last, without an end'),
      ]),
    )
    open(false, 'path')
    expect(messages({ text: 'second' })).toEqual([expect.stringContaining('at second')])
    expect(messages({ text: 'last' })).toEqual(['2026-11-22 10:00:03 INFO last, without an end'])
    expect(messages({}).every((message) => message.length <= 4001)).toBe(true)
  })

  it('is made anew when its file is damaged', () => {
    writeAll('current.log', numbered(0, 70_000))
    open()
    index.close()
    store.close()
    writeFileSync(file('index.db'), 'this is no database, whatever its name says'.repeat(100))
    open()
    expect(messages({}, 1)).toEqual(['line 69999'])
    index.close()
    store.close()
    const damaged = Buffer.alloc(200_000, 7)
    store = new SqliteSegmentStore(file('index.db'))
    const descriptor = openSync(file('index.db'), 'r+')
    writeSync(descriptor, damaged, 0, damaged.length, 8192)
    closeSync(descriptor)
    expect(() => {
      index = new LogIndex(new SourceFiles(() => ({ paths, lastGrows: true }), 'content'), store)
      index.search({ text: '"line 5"' }, 10, null)
    }).toThrow(SegmentsDamaged)
  })

  it('goes on without a file that cannot be read', () => {
    writeFileSync(file('bad.log.zst'), 'not zstd')
    write('current.log', { n: 1 })
    paths = [file('bad.log.zst'), file('missing.log'), file('current.log')]
    open()
    expect(messages({})).toEqual(['line 1'])
  })
})
