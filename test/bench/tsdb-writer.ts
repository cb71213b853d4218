import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Tsdb } from '#main/engine/tsdb/index.ts'
import { DatabaseChunkStore } from '#main/storage/adapters/tsdb/index.ts'
import { MadeSeries } from './tsdb-data.ts'
import { openBenchStorage } from './tsdb-fill.ts'

/** Appends 5,000 series as the product does, everything on the disk, in a process of its own: `node tsdb-writer.ts <seconds>`. */
const seconds = Number(process.argv[2] ?? 20)
const tickMs = 500
const folder = mkdtempSync(join(tmpdir(), 'kuraban-bench-tsdb-'))
const storage = await openBenchStorage(folder)
const tsdb = await Tsdb.open(new DatabaseChunkStore(storage), { quantumMs: tickMs })
const series = Array.from({ length: 5000 }, (_, index) => new MadeSeries(index))
const rows = Array.from({ length: 40 }, () => Float64Array.from(series, (each) => each.next()))
let tick = Math.floor(Date.now() / 3_600_000) * 3_600_000
const references = tsdb.resolve(
  series.map(({ labels }) => labels),
  tick,
)

async function append(): Promise<void> {
  tick += tickMs
  await tsdb.append(tick, references, rows[(tick / tickMs) % rows.length] ?? new Float64Array(0))
}

/** 10,000 samples a second for a while; sealing comes in as often as it would. */
async function steady(): Promise<number> {
  const used = process.cpuUsage()
  const startedAt = performance.now()
  for (let done = 0; done < seconds * 2; done += 1) {
    await append()
    if (done % 20 === 0) await tsdb.maintain()
    await sleep(Math.max(0, startedAt + (done + 1) * tickMs - performance.now()))
  }
  const { user, system } = process.cpuUsage(used)
  return (user + system) / 1e4 / ((performance.now() - startedAt) / 1000)
}

/** As fast as it goes, several appends under way. */
async function burst(count: number): Promise<number> {
  const startedAt = performance.now()
  for (let done = 0; done < count; done += 10) await Promise.all(Array.from({ length: 10 }, append))
  return (count * series.length) / ((performance.now() - startedAt) / 1000)
}

/** What compressing and storing costs, a sample. */
async function sealing(): Promise<number> {
  const used = process.cpuUsage()
  const before = tsdb.stats().sealedUntilMs
  tick = Math.ceil(tick / 3_600_000) * 3_600_000 + 3_600_000
  const samples = tsdb.stats().headSamples
  await append()
  await tsdb.maintain()
  const { user, system } = process.cpuUsage(used)
  return tsdb.stats().sealedUntilMs > before ? (user + system) / samples : Number.NaN
}

try {
  const cpuPercent = await steady()
  const samplesPerSecond = await burst(300)
  const microsecondsOfSample = await sealing()
  const peakKb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN)
  console.log(JSON.stringify({ cpuPercent, samplesPerSecond, microsecondsOfSample, rssMb: peakKb / 1024 }))
} finally {
  await tsdb.close()
  await storage.close()
  rmSync(folder, { recursive: true, force: true })
}
