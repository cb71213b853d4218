import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLogBytes } from '#main/engine/logs/index.ts'
import { silentLogger } from '../logger.ts'
import { LogFile, type LogFileSettings } from './log-file.ts'
import { LogKeeper } from './log-keeper.ts'

let folder = ''
let now = 0
let monotonic = 0
const clock = { now: () => new Date(now), monotonicMs: () => monotonic }
const hour = 3_600_000
const day = 24 * hour

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kuraban-log-'))
  now = Date.parse('2026-11-22T03:00:00.000Z')
  monotonic = 10_000
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const settings = (more: Partial<LogFileSettings> = {}): LogFileSettings => ({
  ...{ path: join(folder, 'logs', 'kuraban.log'), maximumBytes: 1000, count: 3, keepDays: 30, mode: 0o640 },
  ...more,
})

function open(more: Partial<LogFileSettings> = {}) {
  const failures: unknown[] = []
  const events = { failed: (reason: unknown) => failures.push(reason), recovered: (lost: number) => `lost ${lost}` }
  return { file: new LogFile(settings(more), events, clock), failures }
}

const names = () => readdirSync(dirname(settings().path)).sort()
const text = (name: string) => readFileSync(join(dirname(settings().path), name), 'utf8')

describe('a log file', () => {
  it('is rotated before it grows beyond its size, and readable for whom it shall be', () => {
    const { file } = open()
    for (let line = 0; line < 30; line += 1) {
      now += 1
      file.write(`line ${line} ${'x'.repeat(90)}`)
    }
    expect(names()).toHaveLength(3)
    for (const name of names()) {
      const { mode, size } = statSync(join(folder, 'logs', name))
      expect(mode & 0o777).toBe(0o640)
      expect(size).toBeLessThanOrEqual(1000)
    }
    const all = [...names().filter((name) => name !== 'kuraban.log'), 'kuraban.log'].map(text).join('')
    expect(all.match(/line (\d+)/g)).toEqual(Array.from({ length: 30 }, (_, line) => `line ${line}`))
  })

  it('is rotated by two lines of one moment without losing either', () => {
    const { file } = open({ maximumBytes: 10 })
    for (let line = 0; line < 5; line += 1) file.write(`12345${line}`)
    expect(names().map(text).sort()).toEqual([0, 1, 2, 3, 4].map((line) => `12345${line}\n`))
  })

  it('begins anew each day, also when the program starts on another day', () => {
    const { file } = open()
    file.write('today')
    now += day
    file.write('tomorrow')
    file.close()
    utimesSync(settings().path, now / 1000, now / 1000)
    now += 2 * day
    open().file.write('later')
    expect(names().map(text)).toEqual(['today\n', 'tomorrow\n', 'later\n'])
  })

  it('takes one line that is larger than the whole file', () => {
    const { file } = open()
    file.write('x'.repeat(5000))
    file.write('y')
    expect(names().map((name) => text(name).length)).toEqual([5001, 2])
  })

  it('comes back when its folder is taken away', () => {
    const { file, failures } = open()
    file.write('before')
    rmSync(join(folder, 'logs'), { recursive: true })
    file.write('after')
    expect([text('kuraban.log'), failures]).toEqual(['after\n', []])
  })

  it('begins anew within a second when another program moved it away', () => {
    const { file } = open()
    file.write('before')
    renameSync(settings().path, `${settings().path}.moved`)
    monotonic += 1000
    file.write('after')
    expect(text('kuraban.log')).toBe('after\n')
  })

  it('ends a line that a crash cut short', () => {
    open().file.write('whole')
    appendFileSync(settings().path, '{"cut":')
    utimesSync(settings().path, now / 1000, now / 1000)
    const { file } = open()
    expect(file.write('next')).toMatchObject({ offset: 14 })
    expect(text('kuraban.log')).toBe('whole\n{"cut":\nnext\n')
  })
})

describe('the keeper of log files', () => {
  const rotate = (bytes: number, ageMs: number, index: number) => {
    const stamp = `2026110${index}T000000000Z`
    const path = join(folder, 'logs', `kuraban-${stamp}.log`)
    appendFileSync(path, `line ${index}\n`.repeat(Math.ceil(bytes / 7)))
    utimesSync(path, (now - ageMs) / 1000, (now - ageMs) / 1000)
  }
  const keeper = (more: Partial<LogFileSettings> = {}) => new LogKeeper(settings(more), silentLogger, clock)

  beforeEach(() => {
    open().file.write('current')
  })

  it('compresses after a day what other programs can unpack, and keeps the plain bytes where they were', async () => {
    rotate(3_000_000, day, 1)
    rotate(700, day - 1, 2)
    const plain = text('kuraban-20261101T000000000Z.log')
    await keeper({ maximumBytes: 1e8 }).sweep()
    expect(names()).toEqual(['kuraban-20261101T000000000Z.log.zst', 'kuraban-20261102T000000000Z.log', 'kuraban.log'])
    const packed = join(folder, 'logs', 'kuraban-20261101T000000000Z.log.zst')
    expect(execFileSync('zstd', ['-dc', packed], { maxBuffer: 1e8 }).toString()).toBe(plain)
    expect(statSync(packed).mode & 0o777).toBe(0o640)
    const bytes = openLogBytes(packed)
    expect(bytes.size()).toBe(plain.length)
    expect(bytes.read(1_048_570, 40).toString()).toBe(plain.slice(1_048_570, 1_048_610))
    expect(bytes.read(plain.length - 7, 100).toString()).toBe('line 1\n')
    bytes.close()
  })

  it('keeps the newest within the size that is kept in all, counted before compression', async () => {
    rotate(900, 3 * day, 1)
    rotate(900, 2 * day, 2)
    rotate(900, hour, 3)
    await keeper().sweep()
    expect(names()).toEqual(['kuraban-20261102T000000000Z.log.zst', 'kuraban-20261103T000000000Z.log', 'kuraban.log'])
  })

  it('takes away what is older than the days, and nothing that is not its own', async () => {
    rotate(100, 31 * day, 1)
    rotate(100, 29 * day, 2)
    for (const other of ['kuraban-notes.log', 'kuraban-20261101T000000000Z.log.bak', 'other-20261101T000000000Z.log']) {
      appendFileSync(join(folder, 'logs', other), 'x')
      utimesSync(join(folder, 'logs', other), 0, 0)
    }
    await keeper({ maximumBytes: 1e6 }).sweep()
    expect(names()).toEqual([
      'kuraban-20261101T000000000Z.log.bak',
      'kuraban-20261102T000000000Z.log.zst',
      'kuraban-notes.log',
      'kuraban.log',
      'other-20261101T000000000Z.log',
    ])
  })

  it('goes on where an end of the program cut it short', async () => {
    rotate(100, 2 * day, 1)
    appendFileSync(join(folder, 'logs', 'kuraban-20261101T000000000Z.log.zst.part'), 'half')
    await keeper().sweep()
    expect(names()).toEqual(['kuraban-20261101T000000000Z.log.zst', 'kuraban.log'])
    expect(existsSync(join(folder, 'logs', 'kuraban-20261101T000000000Z.log'))).toBe(false)
  })
})
