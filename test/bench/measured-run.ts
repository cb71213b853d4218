import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** One program from its start to its exit. */
export interface MeasuredRun {
  readonly seconds: number
  /** Largest resident set of the process, read while it ran. */
  readonly peakMb: number
}

/** A program to start directly, without a shell. */
export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs a program and measures it; one that fails stops the benchmark with what it said. */
export function measure({ command, args, environment }: Program): Promise<MeasuredRun> {
  const startedAt = performance.now()
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] })
  let peakKb = 0
  let said = ''
  child.stderr.on('data', (text) => {
    said = (said + String(text)).slice(-2000)
  })
  const poll = setInterval(() => {
    peakKb = Math.max(peakKb, highWaterMarkKb(child.pid))
  }, 10)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      clearInterval(poll)
      const seconds = (performance.now() - startedAt) / 1000
      if (code === 0) resolve({ seconds, peakMb: peakKb / 1024 })
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${said}`))
    })
  })
}

function highWaterMarkKb(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** The middle value; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}
