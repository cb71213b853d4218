import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Clock } from '#main/platform/clock.ts'
import { minuteMs } from '#main/platform/durations.ts'
import type { HostFigures } from './host-figures.ts'

/** What only other programs know, and what is dear to ask. */
export type RareValues = Pick<HostFigures, 'clockOffsetSeconds' | 'healthyDisks'>

/** Runs a program to its end and answers its output; null where it is missing, fails or takes too long. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<string | null>

const run = promisify(execFile)
const programLimitMs = 5000
const outputAtMost = 262_144

/** A code other than 0 is an answer too: smartctl tells of a failing disk by one. */
export const runProgram: RunProgram = async (file, args) => {
  try {
    const options = { timeout: programLimitMs, maxBuffer: outputAtMost, windowsHide: true }
    return (await run(file, [...args], options)).stdout
  } catch (error) {
    const output: unknown = error instanceof Error && 'stdout' in error ? error.stdout : null
    return typeof output === 'string' && output !== '' ? output : null
  }
}

const everyMs = { clock: minuteMs, disks: 30 * minuteMs }
const disksAtMost = 32

const scanSchema = z.object({ devices: z.array(z.object({ name: z.string() })) })
const healthSchema = z.object({ smart_status: z.object({ passed: z.boolean() }) })

/** The clock's distance from its reference (chrony) and what disks think of themselves (smartctl), where these programs are. */
export class RareFigures {
  readonly #clock: Clock
  readonly #run: RunProgram
  readonly #askedAtMs = { clock: Number.NEGATIVE_INFINITY, disks: Number.NEGATIVE_INFINITY }
  #values: RareValues = { clockOffsetSeconds: null, healthyDisks: [] }
  #asking: Promise<void> = Promise.resolve()

  constructor(clock: Clock, runs: RunProgram = runProgram) {
    this.#clock = clock
    this.#run = runs
  }

  /** What is known; asks anew in the background when it is old. */
  now(): RareValues {
    if (this.#isDue('clock')) this.#ask(() => this.#askClock())
    if (this.#isDue('disks')) this.#ask(() => this.#askDisks())
    return this.#values
  }

  /** Resolves when nothing is being asked. */
  settled(): Promise<void> {
    return this.#asking
  }

  #isDue(what: keyof typeof everyMs): boolean {
    const now = this.#clock.monotonicMs()
    if (now - this.#askedAtMs[what] < everyMs[what]) return false
    this.#askedAtMs[what] = now
    return true
  }

  #ask(work: () => Promise<void>): void {
    this.#asking = this.#asking.then(work).catch(() => {})
  }

  async #askClock(): Promise<void> {
    const output = await this.#run('chronyc', ['-c', 'tracking'])
    this.#values = { ...this.#values, clockOffsetSeconds: clockOffsetOf(output ?? '') }
  }

  async #askDisks(): Promise<void> {
    const scan = jsonIn(await this.#run('smartctl', ['--scan', '--json']), scanSchema)
    const healthyDisks: { disk: string; isHealthy: boolean }[] = []
    for (const { name } of (scan?.devices ?? []).slice(0, disksAtMost)) {
      const health = jsonIn(await this.#run('smartctl', ['--health', '--json', '--', name]), healthSchema)
      if (health !== null) healthyDisks.push({ disk: name, isHealthy: health.smart_status.passed })
    }
    this.#values = { ...this.#values, healthyDisks }
  }
}

/** The fifth field of chrony's line; the last tells whether the clock follows anything. */
function clockOffsetOf(line: string): number | null {
  const fields = line.trim().split(',')
  const offset = Number(fields[4])
  return fields.length < 14 || fields.at(-1) === 'Not synchronised' || !Number.isFinite(offset) ? null : offset
}

function jsonIn<T>(output: string | null, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(output ?? ''))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
