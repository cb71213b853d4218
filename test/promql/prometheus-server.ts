import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { formatNumber } from '#main/engine/promql/index.ts'
import type { SeriesSamples } from '#main/engine/timeseries/index.ts'
import { runToEnd, type Started, start } from '#test/fixtures/programs.ts'

/** A real Prometheus that holds the series given, on a port of its own of this machine. */
export class PrometheusServer {
  readonly #folder: string
  readonly #program: Started
  readonly origin: string

  private constructor(folder: string, program: Started, origin: string) {
    this.#folder = folder
    this.#program = program
    this.origin = origin
  }

  static async start(series: readonly SeriesSamples[]): Promise<PrometheusServer> {
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'))
    await backfill(folder, series)
    writeFileSync(join(folder, 'prometheus.yml'), 'global: {}\n')
    const port = await freePort()
    const program = start('prometheus', [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
    ])
    const server = new PrometheusServer(folder, program, `http://127.0.0.1:${port}`)
    await server.#waitUntilReady()
    return server
  }

  async #waitUntilReady(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt++) {
      const answer = await fetch(`${this.origin}/-/ready`).catch(() => undefined)
      if (answer?.ok) return
      await delay(100)
    }
    throw new Error('Prometheus does not become ready')
  }

  /** The body of an answer of its API. */
  async ask(path: 'query' | 'query_range', parameters: Readonly<Record<string, string>>): Promise<unknown> {
    const answer = await fetch(`${this.origin}/api/v1/${path}`, {
      method: 'POST',
      body: new URLSearchParams(parameters),
    })
    return answer.json()
  }

  async stop(): Promise<void> {
    this.#program.child.kill('SIGTERM')
    await this.#program.finished
    rmSync(this.#folder, { recursive: true })
  }
}

async function backfill(folder: string, series: readonly SeriesSamples[]): Promise<void> {
  const file = join(folder, 'samples.txt')
  const lines = series.flatMap(({ labels, timestamps, values }) => {
    const name = labels.name
    const written = [...labels.entries()]
      .filter(([label]) => label !== '__name__')
      .map(([label, value]) => `${label}="${value}"`)
    return Array.from(timestamps, (time, index) => {
      const value = formatNumber(values[index] ?? 0)
      return `${name}{${written.join(',')}} ${value} ${(time / 1000).toFixed(3)}`
    })
  })
  writeFileSync(file, `${lines.join('\n')}\n# EOF\n`)
  const { code, stderr } = await runToEnd('promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    file,
    join(folder, 'data'),
  ])
  if (code !== 0) throw new Error(stderr)
}

/** A port of this machine on which nothing listens. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
