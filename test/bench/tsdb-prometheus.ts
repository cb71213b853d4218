import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { median } from './measured-run.ts'
import { MadeSeries, shapes, startMs, stepMs, ticksOfData } from './tsdb-data.ts'

/** What Prometheus does with one series of each shape over the same 90 days. */
export interface PrometheusFigures {
  readonly version: string
  readonly bytesPerSample: number
  readonly rawMs: number
  readonly rollupMs: number
  readonly rssMb: number
}

const longestAnswer = 10_000

/** Writes the series as OpenMetrics text, one after the other. */
function writeOpenMetrics(file: string): void {
  const out = openSync(file, 'w')
  for (const index of shapes.keys()) {
    const series = new MadeSeries(index)
    const { name } = series.labels
    const family = name.replace(/_total$/, '')
    writeSync(out, `# TYPE ${family} ${family === name ? 'gauge' : 'counter'}\n`)
    const labels = `${name}{instance="${series.labels.get('instance')}",job="made"}`
    let lines = ''
    for (let tick = 0; tick < ticksOfData; tick += 1) {
      lines += `${labels} ${series.next()} ${(startMs + tick * stepMs) / 1000}\n`
      if (lines.length < 1_000_000) continue
      writeSync(out, lines)
      lines = ''
    }
    writeSync(out, lines)
  }
  writeSync(out, '# EOF\n')
  closeSync(out)
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function ask(base: string, path: string, query: Record<string, string>): Promise<string> {
  const response = await fetch(`${base}/api/v1/${path}?${new URLSearchParams(query)}`)
  if (!response.ok) throw new Error(await response.text())
  return response.text()
}

/** Makes blocks of the data, starts the server on them and asks it what the reader asks ours. */
export async function measurePrometheus(folder: string, runs: number): Promise<PrometheusFigures> {
  const text = join(folder, 'samples.om')
  const data = join(folder, 'prometheus')
  writeOpenMetrics(text)
  const blocks = ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=504h', text, data]
  await promisify(execFile)('promtool', blocks, { maxBuffer: 2 ** 28 })
  const bytesPerSample = sizeOf(data) / (shapes.length * ticksOfData)
  const port = await freePort()
  const server = spawn(
    'prometheus',
    [
      `--web.listen-address=127.0.0.1:${port}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=10y',
      '--config.file=/dev/null',
    ],
    { stdio: 'ignore' },
  )
  try {
    const base = `http://127.0.0.1:${port}`
    await ready(base)
    const figures = await timings(base, runs)
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
    const rssMb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
    const version = execFileSync('prometheus', ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? ''
    return { version, bytesPerSample, ...figures, rssMb }
  } finally {
    server.kill()
    await once(server, 'exit')
  }
}

async function ready(base: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const isReady = await fetch(`${base}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    await sleep(100)
  }
  throw new Error('Prometheus did not get ready')
}

/** All samples come as a range; the view of five minutes in as many answers as its limit of points asks for. */
async function timings(base: string, runs: number): Promise<{ rawMs: number; rollupMs: number }> {
  const raw: number[] = []
  const rollup: number[] = []
  const end = (startMs + ticksOfData * stepMs) / 1000
  for (let run = 0; run < runs; run += 1) {
    for (const index of shapes.keys()) {
      const selector = `{instance="host-${index}:9100"}`
      const began = performance.now()
      await ask(base, 'query', { query: `${selector}[90d]`, time: String(end) })
      const between = performance.now()
      for (let from = startMs / 1000; from < end; from += 300 * longestAnswer) {
        const to = Math.min(end, from + 300 * (longestAnswer - 1))
        const range = { start: String(from), end: String(to), step: '300' }
        await ask(base, 'query_range', { query: `max_over_time(${selector}[5m])`, ...range })
      }
      raw.push(between - began)
      rollup.push(performance.now() - between)
    }
  }
  return { rawMs: median(raw), rollupMs: median(rollup) }
}
