import { readFileSync } from 'node:fs'
import { Tsdb } from '#main/engine/tsdb/index.ts'
import { DatabaseChunkStore } from '#main/storage/adapters/tsdb/index.ts'
import { median } from './measured-run.ts'
import { shapes, startMs, stepMs, ticksOfData } from './tsdb-data.ts'
import { openBenchStorage } from './tsdb-fill.ts'

/** Reads one series of each shape over 90 days, in a process of its own: `node tsdb-reader.ts <folder> <runs>`. */
const [, , folder = '', runs = '5'] = process.argv
const storage = await openBenchStorage(folder)
const tsdb = await Tsdb.open(new DatabaseChunkStore(storage))
const endMs = startMs + ticksOfData * stepMs
const lastDay = endMs - 86_400_000

const matchersOf = (index: number) => [{ name: 'instance', operator: '=', value: `host-${index}:9100` } as const]
const hints = (name: string, rangeMs: number, toMs: number) => ({
  ...{ fromMs: startMs + 1, toMs, stepMs: rangeMs, function: name, rangeMs },
})

async function timed(read: (index: number) => Promise<number>): Promise<{ ms: number; worst: number; points: number }> {
  const all: number[] = []
  let points = 0
  for (let run = 0; run < Number(runs); run += 1) {
    for (const index of shapes.keys()) {
      const startedAt = performance.now()
      points = await read(index)
      all.push(performance.now() - startedAt)
    }
  }
  return { ms: median(all), worst: Math.max(...all), points }
}

const select = (name: string, rangeMs: number, toMs: number) => async (index: number) => {
  const [found] = await tsdb.select(matchersOf(index), hints(name, rangeMs, toMs))
  return found?.timestamps.length ?? 0
}

const raw = await timed(select('rate', 300_000, endMs))
const rollup = await timed(select('max_over_time', 300_000, lastDay))
const hourly = await timed(select('max_over_time', 3_600_000, lastDay))
const chart = await timed(async (index) => {
  const [found] = await tsdb.plot({ matchers: matchersOf(index), fromMs: startMs, toMs: endMs, points: 1600 })
  return found?.times.length ?? 0
})
await tsdb.close()
await storage.close()
const peakKb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN)
console.log(JSON.stringify({ raw, rollup, hourly, chart, rssMb: peakKb / 1024 }))
