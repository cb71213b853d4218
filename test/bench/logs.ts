import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LogIndex, type LogQuery, SourceFiles } from '#main/engine/logs/index.ts'
import { SqliteSegmentStore } from '#main/storage/adapters/log-index/sqlite-segment-store.ts'
import { requestIdOf, writeLogLines } from './log-lines.ts'
import { median } from './measured-run.ts'

interface LogsBenchOptions {
  readonly runs: number
  readonly scale: number
  readonly say: (line: string) => void
}

const linesOfScale = 1_000_000
const linesOfFile = 500_000

/** Indexing and searching a log of a million lines (ten of them with `--scale 10`), in this process as the thread does it. */
export async function benchLogs({ runs, scale, say }: LogsBenchOptions): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'kuraban-bench-logs-'))
  const lines = Math.round(linesOfScale * scale)
  try {
    const paths: string[] = []
    for (let from = 0; from < lines; from += linesOfFile) {
      paths.push(join(folder, `${String(from).padStart(12, '0')}.log`))
      writeLogLines(paths.at(-1) ?? '', from, Math.min(linesOfFile, lines - from))
    }
    say(`${lines} lines written`)
    const files = new SourceFiles(() => ({ paths, lastGrows: true }), 'content')
    const store = new SqliteSegmentStore(join(folder, 'index.db'))
    const index = new LogIndex(files, store)
    const startedMs = performance.now()
    while (index.work(30));
    const seconds = (performance.now() - startedMs) / 1000
    say(`indexed in ${seconds.toFixed(1)} s`)
    const figures = { ...sizes(folder, lines, seconds), ...queries(index, lines, runs) }
    index.close()
    store.close()
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function sizes(folder: string, lines: number, seconds: number): object {
  const bytes = (part: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(part))
      .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  return {
    lines,
    lines_per_second: Math.round(lines / seconds),
    log_mb: Math.round(bytes('.log') / 1e6),
    index_mb: Math.round(bytes('.db') / 1e6),
    rss_mb: Math.round(process.memoryUsage.rss() / 1e6),
  }
}

function queries(index: LogIndex, lines: number, runs: number): Record<string, number> {
  const page = (query: (run: number) => LogQuery) => (run: number) => index.search(query(run), 100, null)
  const histogram = (query: LogQuery) => () => index.histogram(query, 60)
  const measured: Record<string, (run: number) => unknown> = {
    correlation_id_ms: page((run) => ({ correlationId: requestIdOf(Math.floor((lines * (run + 0.5)) / runs)) })),
    text_common_ms: page(() => ({ text: 'バックアップ' })),
    text_rare_ms: page(() => ({ text: 'needle' })),
    text_missing_ms: page(() => ({ text: '存在しない言葉' })),
    text_and_level_ms: page(() => ({ text: 'サーバー -request', levels: ['ERROR'] })),
    errors_ms: page(() => ({ levels: ['ERROR'] })),
    histogram_ms: histogram({}),
    histogram_text_ms: histogram({ text: 'バックアップ' }),
  }
  return Object.fromEntries(Object.entries(measured).map(([name, ask]) => [name, medianOf(runs, ask)]))
}

/** Of the given number of runs, after one that is not counted. */
function medianOf(runs: number, ask: (run: number) => unknown): number {
  ask(0)
  const times = Array.from({ length: runs }, (_, run) => {
    const startedMs = performance.now()
    ask(run)
    return performance.now() - startedMs
  })
  return Number(median(times).toFixed(2))
}
