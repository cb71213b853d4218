import { access, mkdtemp, open as openFile, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Clock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import type { OpenDatabase } from '../open-database.ts'
import { StorageError } from '../storage-error.ts'
import { readState, writeState } from './database-state.ts'
import type { IntegrityReport } from './integrity-watch.ts'
import { openSqlite } from './open-sqlite.ts'
import { resolveQuarantine } from './quarantine.ts'

const pageBytes = 4096
let folder: string
let file: string
let nowMs: number
let reports: IntegrityReport[]
let heard: (report: IntegrityReport) => void

const clock: Clock = { now: () => new Date(nowMs), monotonicMs: () => performance.now() }

const open = (checkDelayMs = 60_000): Promise<OpenDatabase> => {
  const onIntegrity = (report: IntegrityReport): void => heard(report)
  return openSqlite({ engine: 'sqlite', file, checkDelayMs, onIntegrity }, clock, silentLogger)
}

async function refusal(opening: Promise<OpenDatabase>): Promise<StorageError> {
  const error = await opening.then(
    async (database) => database.close(),
    (reason: unknown) => reason,
  )
  if (error instanceof StorageError) return error
  throw new Error('was not refused')
}

/** Opens, waits for the check that follows, and closes. */
async function openAndCheck(): Promise<IntegrityReport> {
  const report = new Promise<IntegrityReport>((resolve) => {
    heard = resolve
  })
  const database = await open(0)
  try {
    return await report
  } finally {
    await database.close()
  }
}

async function overwrite(position: number, bytes: Uint8Array): Promise<void> {
  const handle = await openFile(file, 'r+')
  await handle.write(bytes, 0, bytes.length, position)
  await handle.close()
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kuraban-integrity-'))
  file = path.join(folder, 'kuraban.db')
  nowMs = Date.UTC(2026, 10, 22, 3, 4, 5)
  reports = []
  heard = (report) => reports.push(report)
  const database = await open()
  await sql`create table notes (id integer primary key, body text)`.execute(database.db)
  for (let id = 0; id < 50; id += 1) {
    await sql`insert into notes (body) values (${'x'.repeat(1000)})`.execute(database.db)
  }
  await database.close()
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('checking', () => {
  it('is quick after a clean stop, full a week later and after an unclean stop', async () => {
    expect(reports).toEqual([])
    expect(await openAndCheck()).toMatchObject({ kind: 'quick', findings: [] })
    nowMs += 8 * 24 * 3_600_000
    expect(await openAndCheck()).toMatchObject({ kind: 'full', findings: [] })
    expect(await openAndCheck()).toMatchObject({ kind: 'quick' })
    await writeState(file, { ...(await readState(file)), closedCleanly: false })
    expect(await openAndCheck()).toMatchObject({ kind: 'full', findings: [] })
    expect(await openAndCheck()).toMatchObject({ kind: 'quick' })
  })

  it('is full once a week in a program that is never stopped', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const heardNext = () =>
      new Promise<IntegrityReport>((resolve) => {
        heard = resolve
      })
    const database = await open()
    for (let week = 0; week < 2; week += 1) {
      const report = heardNext()
      nowMs += 8 * 24 * 3_600_000
      vi.advanceTimersByTime(3_600_000)
      expect(await report).toMatchObject({ kind: 'full', findings: [] })
      await new Promise(setImmediate)
    }
    heard = (report) => reports.push(report)
    vi.advanceTimersByTime(6 * 24 * 3_600_000)
    vi.useRealTimers()
    await database.close()
    expect(reports).toEqual([])
  })

  it('stays due in full when the program ends before it', async () => {
    await writeState(file, { ...(await readState(file)), closedCleanly: false, fullCheckDue: true })
    await (await open()).close()
    expect(await openAndCheck()).toMatchObject({ kind: 'full' })
  })

  it('reports damage inside a table, and the next opening moves the file into quarantine', async () => {
    await overwrite(5 * pageBytes, new Uint8Array(pageBytes).fill(0xff))
    const report = await openAndCheck()
    expect(report.findings.length).toBeGreaterThan(0)

    const error = await refusal(open())
    const quarantined = `${file}.corrupt-20261122T030405Z`
    expect(error).toMatchObject({ code: 'DATABASE_CORRUPT', detail: { location: file, quarantine: quarantined } })
    expect(await readdir(folder)).toEqual(['kuraban.db.corrupt-20261122T030405Z', 'kuraban.db.state.json'])
  })

  it('reports damage that a statement meets', async () => {
    const report = new Promise<IntegrityReport>((resolve) => {
      heard = (found) => found.kind === 'full' && resolve(found)
    })
    await overwrite(5 * pageBytes, new Uint8Array(pageBytes).fill(0xff))
    const database = await open()
    const reading = sql`select sum(length(body)) from notes`.execute(database.db)
    await expect(reading).rejects.toMatchObject({ code: 'DATABASE_CORRUPT' })
    expect((await report).findings.length).toBeGreaterThan(0)
    await database.close()
  })
})

describe('a file that is no database any more', () => {
  const damages = {
    'has another header': () => overwrite(0, Buffer.from('not a database at all')),
    'has a damaged first page': () => overwrite(100, new Uint8Array(pageBytes - 100).fill(0xff)),
    'has been cut': () => truncate(file, 2 * pageBytes + 17),
    'has no bytes': () => truncate(file, 0),
  }

  for (const [name, damage] of Object.entries(damages)) {
    it(`is kept in quarantine and never made anew when it ${name}`, async () => {
      await damage()
      const bytes = await readFile(file)
      const first = await refusal(open())
      const second = await refusal(open())
      expect(first).toMatchObject({
        code: 'DATABASE_CORRUPT',
        detail: { quarantine: expect.stringContaining('corrupt-') },
      })
      expect(second.detail).toEqual(first.detail)
      await expect(access(file)).rejects.toThrow()
      const [quarantined = ''] = (await readdir(folder)).filter((entry) => entry.includes('.corrupt-'))
      expect(await readFile(path.join(folder, quarantined))).toEqual(bytes)
    })
  }
})

describe('the decision after damage', () => {
  it('may be to begin anew, to put the file back, or to put a good copy in its place', async () => {
    const sound = await readFile(file)
    await overwrite(0, Buffer.from('not a database at all'))
    await refusal(open())

    await resolveQuarantine(file, 'put-back')
    expect(await refusal(open())).toMatchObject({ code: 'DATABASE_CORRUPT' })

    await resolveQuarantine(file, 'start-empty')
    const empty = await open()
    expect((await sql`select name from sqlite_schema`.execute(empty.db)).rows).toEqual([])
    await empty.close()

    await rename(file, `${file}.aside`)
    await writeFile(file, sound)
    const restored = await open()
    expect((await sql`select count(*) as n from notes`.execute(restored.db)).rows).toEqual([{ n: 50 }])
    await restored.close()
  })

  it('is asked for as well when only the log of a database is left', async () => {
    await rename(file, `${file}.aside`)
    await writeFile(`${file}-wal`, 'rest')
    expect(await refusal(open())).toMatchObject({ code: 'DATABASE_CANNOT_OPEN' })
  })
})
