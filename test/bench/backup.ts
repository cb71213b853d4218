import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { benchmarkSize, makeMixedFolder } from '#test/fixtures/mixed-folder.ts'
import { type MeasuredRun, measure, median, type Program } from './measured-run.ts'

/** Figures of one kind of work: medians; `ratio` is restic's time over ours, so more is better. */
export interface BackupFigures {
  readonly mb_s: number
  readonly seconds: number
  readonly restic_seconds: number
  readonly ratio: number
  readonly peak_mb: number
  readonly restic_peak_mb: number
}

interface Bench {
  readonly root: string
  readonly source: string
  readonly totalBytes: number
  readonly runs: number
}

type Side = 'kuraban' | 'restic'
const sides: readonly Side[] = ['kuraban', 'restic']
const bundle = resolve(import.meta.dirname, '../../dist/main/kuraban.js')

function program(side: Side, bench: Bench, repository: string, args: readonly string[]): Program {
  const environment = {
    RESTIC_PASSWORD_FILE: join(bench.root, 'password'),
    RESTIC_CACHE_DIR: join(bench.root, 'cache'),
  }
  const flags = ['-r', repository, ...args]
  if (side === 'restic') return { command: 'restic', args: ['--no-cache', '-q', ...flags], environment }
  return { command: process.execPath, args: [bundle, 'repo', ...flags.slice(2), '-q', '-r', repository], environment }
}

/** Time and memory of one kind of work for both sides, run in turn; `prepare` makes what each run needs. */
async function compare(
  bench: Bench,
  opening: Readonly<Record<Side, number>>,
  prepare: (side: Side, run: number) => Promise<Program>,
): Promise<BackupFigures> {
  const results: Record<Side, MeasuredRun[]> = { kuraban: [], restic: [] }
  for (let run = 0; run < bench.runs; run++) {
    for (const side of sides) results[side].push(await measure(await prepare(side, run)))
  }
  const seconds = (side: Side) => median(results[side].map((result) => result.seconds)) - opening[side]
  const peak = (side: Side) => Math.max(...results[side].map((result) => result.peakMb))
  return {
    mb_s: round(bench.totalBytes / 1e6 / seconds('kuraban')),
    seconds: round(seconds('kuraban')),
    restic_seconds: round(seconds('restic')),
    ratio: round(seconds('restic') / seconds('kuraban')),
    peak_mb: round(peak('kuraban')),
    restic_peak_mb: round(peak('restic')),
  }
}

const round = (value: number) => Math.round(value * 100) / 100

/** What opening a repository costs: a command that opens it less one that opens nothing. */
async function openingSeconds(bench: Bench, side: Side, repository: string): Promise<number> {
  const open: number[] = []
  const idle: number[] = []
  const nothing =
    side === 'restic'
      ? { command: 'restic', args: ['version'] }
      : { command: process.execPath, args: [bundle, '--version'] }
  for (let run = 0; run < 5; run++) {
    open.push((await measure(program(side, bench, repository, ['cat', 'config']))).seconds)
    idle.push((await measure(nothing)).seconds)
  }
  return Math.max(0, median(open) - median(idle))
}

/** Compares first backup, unchanged backup, restore and full check with restic on a mixed folder of about 800 MB. */
export async function benchBackup(options: {
  readonly runs: number
  readonly scale: number
  readonly say: (line: string) => void
}) {
  const root = mkdtempSync(join(process.env.KURABAN_BENCH_FOLDER ?? tmpdir(), 'kuraban-bench-'))
  try {
    const bench = await prepareBench(root, options.runs, options.scale)
    const empty = join(root, 'empty')
    const full = join(root, 'full')
    const opening = {
      kuraban: await openingSeconds(bench, 'kuraban', empty),
      restic: await openingSeconds(bench, 'restic', empty),
    }
    options.say(`opening (left out): kuraban ${opening.kuraban.toFixed(2)} s, restic ${opening.restic.toFixed(2)} s`)
    const fresh = (name: string, side: Side, template: string) => {
      const path = join(root, `${name}-${side}`)
      rmSync(path, { recursive: true, force: true })
      cpSync(template, path, { recursive: true })
      return path
    }
    const first_backup = await compare(bench, opening, async (side) =>
      program(side, bench, fresh('first', side, empty), ['backup', bench.source]),
    )
    const unchanged = await compare(bench, opening, async (side) =>
      program(side, bench, join(root, `first-${side}`), ['backup', bench.source]),
    )
    await measure(program('restic', bench, full, ['backup', bench.source]))
    const restore = await compare(bench, opening, async (side) => {
      const target = join(root, `target-${side}`)
      rmSync(target, { recursive: true, force: true })
      return program(side, bench, full, ['restore', 'latest', '--target', target])
    })
    const check = await compare(bench, opening, async (side) => program(side, bench, full, ['check', '--read-data']))
    return { first_backup, unchanged, restore, check }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function prepareBench(root: string, runs: number, scale: number): Promise<Bench> {
  if (!existsSync(bundle)) throw new Error('dist/ is missing: run `npm run build` first')
  const source = join(root, 'source')
  mkdirSync(source)
  const totalBytes = makeMixedFolder(source, {
    incompressibleBytes: benchmarkSize.incompressibleBytes * scale,
    logBytes: benchmarkSize.logBytes * scale,
    smallFiles: Math.round(benchmarkSize.smallFiles * scale),
  })
  writeFileSync(join(root, 'password'), 'benchmark')
  const bench = { root, source, totalBytes, runs }
  for (const name of ['empty', 'full']) await measure(program('restic', bench, join(root, name), ['init']))
  return bench
}
