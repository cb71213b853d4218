import type { Clock } from '#main/platform/clock.ts'
import type { Logger } from '#main/platform/logger.ts'
import { type DatabaseState, readState, writeState } from './database-state.ts'
import { type CheckKind, checkIntegrity } from './integrity.ts'

/** What a check of the database file found; nothing means that it is sound. */
export interface IntegrityReport {
  readonly kind: CheckKind
  readonly findings: readonly string[]
  readonly durationMs: number
}

export interface IntegrityWatchOptions {
  readonly file: string
  readonly clock: Clock
  readonly log: Logger
  /** The first check waits this long, so that it does not compete with the first requests. */
  readonly delayMs: number
  readonly onReport: (report: IntegrityReport) => void
}

const weekMs = 7 * 24 * 3_600_000
const lookEveryMs = 3_600_000

/**
 * Checks an open database file in the background: quick after opening, in full once a week and after an unclean stop.
 * It keeps the state beside the file, in which damage is remembered for the next opening.
 */
export class IntegrityWatch {
  readonly #options: IntegrityWatchOptions
  readonly #stopped = new AbortController()
  #state: DatabaseState
  #timer: NodeJS.Timeout | null = null
  readonly #weekly: NodeJS.Timeout
  #running: Promise<IntegrityReport> | null = null

  /** Marks the file as open. `existed` is false for a file that has just been made. */
  static async start(
    options: IntegrityWatchOptions,
    file: { readonly existed: boolean; readonly hasContent: boolean },
  ): Promise<IntegrityWatch> {
    const known = await readState(options.file)
    const state = {
      ...known,
      closedCleanly: false,
      hasContent: file.hasContent || known.hasContent,
      fullCheckDue: known.fullCheckDue || (file.existed && !known.closedCleanly),
      checkedAtMs: file.existed ? known.checkedAtMs : options.clock.now().getTime(),
      quarantine: null,
    }
    await writeState(options.file, state)
    const watch = new IntegrityWatch(options, state)
    if (file.existed) watch.#checkLater()
    return watch
  }

  private constructor(options: IntegrityWatchOptions, state: DatabaseState) {
    this.#options = options
    this.#state = state
    this.#weekly = setInterval(() => this.#checkWeekly(), lookEveryMs).unref()
  }

  /** Checks now, or joins the check that runs. Damage is remembered and reported. */
  check(kind: CheckKind): Promise<IntegrityReport> {
    this.#running ??= this.#check(kind).finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** For when a statement met damage: looks at the whole file, in the background. */
  damageMet(): void {
    if (this.#state.findings.length === 0 && !this.#stopped.signal.aborted) this.#inBackground('full')
  }

  /** Waits for the running check and marks the file as closed. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    if (this.#timer !== null) clearTimeout(this.#timer)
    clearInterval(this.#weekly)
    await this.#running?.catch(() => null)
    await this.#keep({ closedCleanly: true, hasContent: true })
  }

  #checkLater(): void {
    const kind = this.#state.fullCheckDue || this.#isWeekOver() ? 'full' : 'quick'
    this.#timer = setTimeout(() => this.#inBackground(kind), this.#options.delayMs)
  }

  /** A program may run for months. Damage that is known needs no second finding. */
  #checkWeekly(): void {
    if (this.#state.findings.length === 0 && this.#isWeekOver()) this.#inBackground('full')
  }

  #isWeekOver(): boolean {
    return this.#options.clock.now().getTime() - this.#state.checkedAtMs > weekMs
  }

  #inBackground(kind: CheckKind): void {
    this.check(kind).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      this.#options.log.error('database check failed', { file: this.#options.file, reason })
    })
  }

  async #check(kind: CheckKind): Promise<IntegrityReport> {
    const { file, clock, log, onReport } = this.#options
    const startedAt = clock.monotonicMs()
    const findings = await checkIntegrity(file, kind, this.#stopped.signal)
    const report = { kind, findings, durationMs: Math.round(clock.monotonicMs() - startedAt) }
    if (findings.length > 0) {
      log.error('database is damaged', { file, ...report })
      await this.#keep({ findings: [...findings] })
    } else if (kind === 'full') {
      await this.#keep({ fullCheckDue: false, checkedAtMs: clock.now().getTime() })
    }
    onReport(report)
    return report
  }

  async #keep(change: Partial<DatabaseState>): Promise<void> {
    this.#state = { ...this.#state, ...change }
    await writeState(this.#options.file, this.#state)
  }
}
