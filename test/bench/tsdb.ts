import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { bundledProgram } from './bundled-program.ts'
import { fillStore } from './tsdb-fill.ts'
import { measurePrometheus } from './tsdb-prometheus.ts'

interface TsdbBenchOptions {
  readonly runs: number
  readonly scale: number
  readonly say: (line: string) => void
}

const seriesOfSite = 300
const steadySeconds = 20
const timing = z.object({ ms: z.number(), worst: z.number(), points: z.number() })
const readings = z.object({ raw: timing, rollup: timing, hourly: timing, chart: timing, rssMb: z.number() })
const writings = z.object({
  ...{ cpuPercent: z.number(), samplesPerSecond: z.number(), microsecondsOfSample: z.number(), rssMb: z.number() },
})

/** A small heap, so that memory tells what is needed and not what the collector has not got round to. */
const smallHeap = ['--max-semi-space-size=1', '--max-old-space-size=48']

/** A script of this folder, bundled as the product is, run to its end; answers what it printed. */
async function run(program: string, given: readonly string[], flags: readonly string[] = []): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, ...given])
  return JSON.parse(stdout)
}

/**
 * The time-series store beside Prometheus: 300 series of 90 days at 15 seconds (times `scale`), read one series at a
 * time, and 5,000 series appended 10,000 samples a second and as fast as it goes. Prometheus gets five of the series.
 */
export async function benchTsdb({ runs, scale, say }: TsdbBenchOptions): Promise<object> {
  const folder = mkdtempSync(join(process.env.KURABAN_BENCH_FOLDER ?? tmpdir(), 'kuraban-bench-'))
  const programs = resolve(import.meta.dirname, '../../out/bench')
  try {
    const ours = join(folder, 'kuraban')
    mkdirSync(ours)
    const samples = await fillStore(ours, Math.max(5, Math.round(seriesOfSite * scale)), say)
    const bytesPerSample = statSync(join(ours, 'kuraban.db')).size / samples
    const reader = await bundledProgram('tsdb-reader', programs)
    const read = readings.parse(await run(reader, [ours, String(runs)], smallHeap))
    say(`read: ${JSON.stringify(read)}`)
    const writer = await bundledProgram('tsdb-writer', programs)
    const written = writings.parse(await run(writer, [String(steadySeconds)]))
    say(`written: ${JSON.stringify(written)}`)
    const prometheus = await measurePrometheus(folder, runs)
    say(`${prometheus.version}: ${JSON.stringify(prometheus)}`)
    return {
      ...{ samples, bytes_per_sample: round(bytesPerSample) },
      prometheus_bytes_per_sample: round(prometheus.bytesPerSample),
      samples_per_second: Math.round(written.samplesPerSecond),
      cpu_percent_at_10k: round(written.cpuPercent),
      sealing_us_per_sample: round(written.microsecondsOfSample),
      ...{ raw_90d_ms: round(read.raw.ms), raw_90d_worst_ms: round(read.raw.worst) },
      prometheus_raw_90d_ms: round(prometheus.rawMs),
      ...{ rollup_90d_ms: round(read.rollup.ms), hourly_90d_ms: round(read.hourly.ms) },
      prometheus_rollup_90d_ms: round(prometheus.rollupMs),
      chart_90d_ms: round(read.chart.ms),
      ...{ rss_mb: round(read.rssMb), writer_rss_mb: round(written.rssMb) },
      prometheus_rss_mb: round(prometheus.rssMb),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const round = (value: number): number => Math.round(value * 100) / 100
