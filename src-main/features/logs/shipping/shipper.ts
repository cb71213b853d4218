import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type FollowPosition, LogFollower, lineInWords, SourceFiles } from '#main/engine/logs/index.ts'
import { writeFileAtomically } from '#main/platform/atomic-file.ts'
import type { Clock } from '#main/platform/clock.ts'
import { rotatedFiles } from '#main/platform/log/rotated-files.ts'
import type { LogDestination } from './log-destination.ts'

const stateSchema = z.object({
  fileKey: z.string(),
  offset: z.number().int().nonnegative(),
  sentLines: z.number().int().nonnegative(),
  droppedLines: z.number().int().nonnegative(),
  /** As they were counted last: so many are lost when their file is gone. */
  waitingLines: z.number().int().nonnegative(),
})
type State = z.infer<typeof stateSchema>

const batchBytes = 262_144
const batchesOfRun = 20
const firstPauseMs = 2_000
const longestPauseMs = 60_000
const countedBytes = 4_194_304

/** How shipping to one place goes. */
export interface ShipperStatus {
  readonly state: 'ok' | 'failing'
  readonly waitingLines: number
  readonly sentLines: number
  readonly droppedLines: number
  readonly lastFailure: string | null
}

/**
 * Ships a log to one place. The log files themselves are what waits: only the position is kept beside them, so lines
 * survive a restart and a place that does not answer, as long as their files are kept. A line may arrive twice.
 */
export class Shipper {
  readonly destination: LogDestination
  readonly #stateFile: string
  readonly #clock: Clock
  readonly #follower: LogFollower
  #state: State | null = null
  #lastFailure: string | null = null
  #pauseMs = firstPauseMs
  #nextAtMs = 0

  constructor(destination: LogDestination, logFile: string, stateFile: string, clock: Clock) {
    this.destination = destination
    this.#stateFile = stateFile
    this.#clock = clock
    const list = () => ({ paths: [...rotatedFiles(logFile).map(({ path }) => path), logFile], lastGrows: true })
    this.#follower = new LogFollower(new SourceFiles(list, 'content'))
  }

  /** Sends what waits, a little at a time; after a failure it waits ever longer. Rejects when the place takes nothing. */
  async run(): Promise<void> {
    if (this.#clock.monotonicMs() < this.#nextAtMs) return
    try {
      for (let batch = 0; batch < batchesOfRun && (await this.#sendBatch()); batch += 1);
      this.#lastFailure = null
      this.#pauseMs = firstPauseMs
    } catch (error) {
      this.#lastFailure = error instanceof Error ? error.message : String(error)
      this.#nextAtMs = this.#clock.monotonicMs() + this.#pauseMs
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
      throw error
    }
  }

  status(): ShipperStatus {
    const waitingLines = this.#state === null ? 0 : this.#follower.waiting(this.#state, countedBytes).lines
    const { sentLines = 0, droppedLines = 0 } = this.#state ?? {}
    const state = this.#lastFailure === null ? 'ok' : 'failing'
    return { state, waitingLines, sentLines, droppedLines, lastFailure: this.#lastFailure }
  }

  close(): void {
    this.#follower.close()
  }

  /** False where nothing was left to send. */
  async #sendBatch(): Promise<boolean> {
    const state = await this.#current()
    if (state === null) return false
    const { lines, position } = this.#follower.next(state, batchBytes)
    if (lines.length === 0) return false
    try {
      await this.destination.deliver(lines.map(lineInWords))
    } catch (error) {
      await this.#keep({ ...state, waitingLines: this.#follower.waiting(state, countedBytes).lines })
      throw error
    }
    await this.#keep({ ...state, ...position, sentLines: state.sentLines + lines.length, waitingLines: 0 })
    return true
  }

  /** Begins with what is written from now on; goes on at the oldest line where its own has been taken away. */
  async #current(): Promise<State | null> {
    this.#state ??= await this.#read()
    if (this.#state === null) {
      const end = this.#follower.end()
      if (end !== null) await this.#keep({ ...end, sentLines: 0, droppedLines: 0, waitingLines: 0 })
    } else if (!this.#follower.has(this.#state)) {
      const start: FollowPosition | null = this.#follower.start()
      if (start === null) return null
      const droppedLines = this.#state.droppedLines + this.#state.waitingLines
      await this.#keep({ ...this.#state, ...start, droppedLines, waitingLines: 0 })
    }
    return this.#state
  }

  async #read(): Promise<State | null> {
    try {
      return stateSchema.parse(JSON.parse(await readFile(this.#stateFile, 'utf8')))
    } catch {
      return null
    }
  }

  async #keep(state: State): Promise<void> {
    this.#state = state
    await writeFileAtomically(this.#stateFile, JSON.stringify(state))
  }
}
