import { setTimeout as sleep } from 'node:timers/promises'
import { lineMatcher, logFileKey, openLogBytes } from '#main/engine/logs/index.ts'
import type { LogStream, WrittenLine } from '#main/platform/log/create-log.ts'
import type { LogLine } from '#shared/features/logs/contract.ts'
import { instantOf } from './line-shapes.ts'

/** Lines that came since the last answer; of more than are shown the newest, and how many are missing. */
export interface TailedLines {
  readonly lines: LogLine[]
  readonly omitted: number
}

const answerEveryMs = 250
const mostShown = 200
const longestMessage = 4_000

/** Shows lines as they are written. Whoever reads slowly is shown fewer; the log itself waits for nobody. */
export class LiveTail {
  readonly #stream: LogStream
  readonly #keys: FileKeys

  constructor(stream: LogStream, logFile: string | null) {
    this.#stream = stream
    this.#keys = new FileKeys(logFile)
  }

  /** Until the signal ends it. */
  async *follow(
    filter: { readonly levels: readonly string[]; readonly text: string },
    signal: AbortSignal,
  ): AsyncGenerator<TailedLines> {
    const matches = lineMatcher(filter)
    const window = new LineWindow()
    const stop = this.#stream.onLine((line) => {
      if (matches(line.level, line.text)) window.add(this.#shown(line))
    })
    try {
      while (!signal.aborted) {
        await sleep(answerEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
        const taken = window.take()
        if (taken !== null) yield taken
      }
    } finally {
      stop()
    }
  }

  #shown({ atMs, level, logger, message, requestId, userId, place }: WrittenLine): LogLine {
    return {
      ...{ level, logger, userId, correlationId: requestId, at: instantOf(atMs) },
      id: place === null ? '' : `${this.#keys.of(place.generation)}.${place.offset}`,
      message: message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message,
      file: this.#keys.name,
    }
  }
}

/** The newest lines since they were taken last. */
class LineWindow {
  #lines: LogLine[] = []
  #omitted = 0

  add(line: LogLine): void {
    this.#lines.push(line)
    if (this.#lines.length < 2 * mostShown) return
    this.#omitted += this.#lines.length - mostShown
    this.#lines = this.#lines.slice(-mostShown)
  }

  take(): TailedLines | null {
    if (this.#lines.length === 0) return null
    const omitted = this.#omitted + Math.max(0, this.#lines.length - mostShown)
    const lines = this.#lines.slice(-mostShown)
    this.#lines = []
    this.#omitted = 0
    return { lines, omitted }
  }
}

/** The key of the file that is written now, read once for each file that is begun. */
class FileKeys {
  readonly #file: string | null
  #generation = -1
  #key = ''

  constructor(file: string | null) {
    this.#file = file
  }

  get name(): string {
    return this.#file?.split(/[\\/]/).at(-1) ?? ''
  }

  of(generation: number): string {
    if (generation !== this.#generation) this.#key = this.#read()
    this.#generation = generation
    return this.#key
  }

  #read(): string {
    if (this.#file === null) return ''
    try {
      const bytes = openLogBytes(this.#file)
      try {
        return logFileKey(bytes) ?? ''
      } finally {
        bytes.close()
      }
    } catch {
      return ''
    }
  }
}
