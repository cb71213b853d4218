import type { Writable } from 'node:stream'
import electronLog from 'electron-log/node.js'
import { type Clock, systemClock } from '../clock.ts'
import { newId } from '../identifiers.ts'
import type { LogFields, Logger } from '../logger.ts'
import { LogFile, type LogFileSettings, type WrittenAt } from './log-file.ts'
import { type LogEntry, type LogLevel, type LogLine, logLevels, logLine } from './log-line.ts'
import { Redaction } from './redaction.ts'

/** Where and what to log. */
export interface LogOptions {
  readonly level: LogLevel
  readonly environment: string
  readonly file?: LogFileSettings
  /**
   * `split` sends ERROR to standard error and the rest to standard output; `standard-error` sends all there, for
   * commands whose standard output is their result; `none` writes the file only.
   */
  readonly streams: 'split' | 'standard-error' | 'none'
  readonly standardOutput?: Writable
  readonly standardError?: Writable
  readonly clock?: Clock
}

/** A line and where it stands in the file; null where there is none or it could not be written. */
export interface WrittenLine extends LogLine {
  readonly place: WrittenAt | null
}

/** A logger and what one may do with the log as a whole. */
export interface ApplicationLog {
  readonly logger: Logger
  /** Masks this value wherever it would be written from now on. */
  hide(secret: string): void
  /** Hears every line after it was written, until the answer is called. What it throws is dropped, what it logs is not told. */
  onLine(listener: (line: WrittenLine) => void): () => void
  /** Lines that the file could not take since the start. */
  lostLines(): number
  /** Masks secrets in a text as it is done in lines. */
  redact(text: string): string
  /** Closes the file; lines that still come open it again. */
  close(): void
}

/** What other parts of the program may do with the log besides writing. */
export type LogStream = Pick<ApplicationLog, 'onLine' | 'redact' | 'lostLines'>

const engineLevels = { DEBUG: 'debug', INFO: 'info', WARNING: 'warn', ERROR: 'error', CRITICAL: 'error' } as const

type Engine = ReturnType<typeof electronLog.create>
type Write = (level: LogLevel, message: string, fields: LogFields) => void

/** Opens the log. Nothing it does later can throw: what cannot be written to the file is said once on standard error. */
export function createLog(options: LogOptions): ApplicationLog {
  const redaction = new Redaction()
  const clock = options.clock ?? systemClock
  const output = options.standardOutput ?? process.stdout
  const errors = options.standardError ?? process.stderr
  const engine = createEngine(options.level)
  connectStreams(engine, options, output, errors)
  const file = options.file === undefined ? null : openFile(options.file, { ...options, clock }, errors)
  const told = new Listeners()
  const write: Write = (level, message, fields) => {
    if (logLevels.indexOf(level) < logLevels.indexOf(options.level)) return
    const line = safeLine({ at: clock.now(), level, environment: options.environment, message, fields }, redaction)
    const place = file?.write(line.text) ?? null
    engine[engineLevels[level]](line.text)
    told.tell({ ...line, place })
  }
  return {
    logger: createLogger(write, {}),
    hide: (secret) => redaction.hide(secret),
    onLine: (listener) => told.add(listener),
    redact: (text) => redaction.text(text),
    lostLines: () => file?.lostLines ?? 0,
    close: () => file?.close(),
  }
}

/** What a listener itself logs is written and told to nobody: it would hear itself for ever. */
class Listeners {
  readonly #all = new Set<(line: WrittenLine) => void>()
  #isTelling = false

  add(listener: (line: WrittenLine) => void): () => void {
    this.#all.add(listener)
    return () => void this.#all.delete(listener)
  }

  tell(line: WrittenLine): void {
    if (this.#isTelling) return
    this.#isTelling = true
    for (const listener of this.#all) {
      try {
        listener(line)
      } catch {
        // Nobody could be told of it but the log.
      }
    }
    this.#isTelling = false
  }
}

function createEngine(level: LogLevel): Engine {
  // The engine's own notices about files go through the console of its default logger: ours replaces them.
  electronLog.transports.console.writeFn = () => {}
  const engine = electronLog.create({ logId: newId() })
  engine.transports.console.level = engineLevels[level]
  engine.transports.file.level = false
  return engine
}

function safeLine(entry: LogEntry, redaction: Redaction): LogLine {
  try {
    return logLine(entry, redaction)
  } catch (error) {
    const fields = { reason: error instanceof Error ? error.message : String(error) }
    return logLine({ ...entry, level: 'ERROR', message: 'a log line could not be written', fields }, redaction)
  }
}

function connectStreams(engine: Engine, { streams }: LogOptions, output: Writable, errors: Writable): void {
  const { console } = engine.transports
  if (streams === 'none') console.level = false
  for (const stream of [output, errors]) {
    if (stream.listenerCount('error') === 0) stream.on('error', () => {})
  }
  console.transforms = []
  console.writeFn = ({ message }) => {
    const stream = message.level === 'error' || streams === 'standard-error' ? errors : output
    stream.write(`${message.data[0]}\n`)
  }
}

/** What happens to the file is said on standard error, and in the file as soon as that is possible. */
function openFile(
  settings: LogFileSettings,
  { environment, clock }: { readonly environment: string; readonly clock: Clock },
  errors: Writable,
): LogFile {
  const line = (level: LogLevel, message: string, fields: LogFields) =>
    logLine({ at: clock.now(), level, environment, message, fields }, new Redaction()).text
  const failed = (reason: unknown) => {
    const fields = { file: settings.path, reason: reason instanceof Error ? reason.message : String(reason) }
    const message = 'the log file cannot be written; lines go to the standard streams only'
    errors.write(`${line('ERROR', message, fields)}\n`)
  }
  const recovered = (lostLines: number) =>
    line('WARNING', 'the log file can be written again; lines in between are missing', { lostLines })
  return new LogFile(settings, { failed, recovered }, clock)
}

function createLogger(write: Write, own: LogFields): Logger {
  const at = (level: LogLevel) => (message: string, fields?: LogFields) => write(level, message, { ...own, ...fields })
  return {
    debug: at('DEBUG'),
    info: at('INFO'),
    warning: at('WARNING'),
    error: at('ERROR'),
    critical: at('CRITICAL'),
    child: (fields) => createLogger(write, { ...own, ...fields }),
  }
}
