import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { Tsdb } from '#main/engine/tsdb/index.ts'
import { DatabaseChunkStore } from '#main/storage/adapters/tsdb/index.ts'
import { openStorage } from '#main/storage/open-storage.ts'
import { SeededBytes } from '#test/fixtures/mixed-folder.ts'
import { soak, testSeed } from '#test/fixtures/seed.ts'
import { describeOnEachNewDatabase } from '#test/stores/describe-on-each-database.ts'
import type { TestDatabase } from '#test/stores/open-test-storage.ts'
import type { TsdbChildPlan } from './tsdb-child.ts'

const kills = soak ? 50 : 10
const startMs = 1_699_920_000_000
/** Large steps, so that hours are sealed and days rolled up between two kills. */
const stepMs = 180_000
const series = 20

async function appendAndKill(plan: TsdbChildPlan, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, [
    fileURLToPath(new URL('./tsdb-child.ts', import.meta.url)),
    JSON.stringify(plan),
  ])
  let output = ''
  let errors = ''
  child.stdout.on('data', (text) => {
    output += String(text)
  })
  child.stderr.on('data', (text) => {
    errors += String(text)
  })
  const ended = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), ended])
  await sleep(afterMs)
  const isRunning = child.kill('SIGKILL')
  await ended
  if (!isRunning) throw new Error(`the child ended by itself: ${errors}`)
  return Number(output.split('\n').at(-2) ?? -1)
}

/** How many ticks are there; every one must be, with its own value, for every series and once. */
async function ticksFound(options: TestDatabase['options']): Promise<number> {
  const storage = await openStorage(options)
  try {
    const tsdb = await Tsdb.open(new DatabaseChunkStore(storage))
    const span = { fromMs: startMs, toMs: startMs + 1e10, stepMs: 0, function: 'rate', rangeMs: 1e10 }
    const found = await tsdb.select([], span)
    expect(tsdb.damages()).toEqual([])
    expect(found).toHaveLength(series)
    const [first] = found
    const ticks = first?.timestamps.length ?? 0
    const expected = Float64Array.from({ length: ticks }, (_, tick) => tick)
    for (const { timestamps, values } of found) {
      expect(values).toEqual(expected)
      expect(timestamps).toEqual(expected.map((tick) => startMs + tick * stepMs))
    }
    return ticks
  } finally {
    await storage.close()
  }
}

describeOnEachNewDatabase(`the time series under kill -9 (seed ${testSeed})`, (create, engine) => {
  it(`lose nothing but the tick being written at ${kills} random moments`, async () => {
    const random = new SeededBytes(testSeed)
    const { options } = await create()
    const { database, copiesFolder, programVersion } = options
    let nextTick = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const plan = { options: { database, copiesFolder, programVersion }, startMs, nextTick, stepMs, series }
      const acknowledged = await appendAndKill(plan, random.below(2000))
      const found = await ticksFound(options)
      expect(found).toBeGreaterThan(acknowledged)
      expect(found).toBeLessThanOrEqual(acknowledged + 2)
      nextTick = found
    }
    // A test in which nothing was sealed would show little.
    expect(nextTick, `ticks on ${engine}`).toBeGreaterThan(120)
  })
})
