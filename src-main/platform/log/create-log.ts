import type { Writable } from 'node:stream'
import electronLog from 'electron-log/node.js'
import { type Clock, systemClock } from '../clock.ts'
import { newId } from '../identifiers.ts'
import type { LogFields, Logger } from '../logger.ts'
import { type LogFileSettings, prepareLogFile, rotateLogFiles } from './log-file.ts'
import { type LogLevel, logLevels, logLine } from './log-line.ts'
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

/** A logger and what one may do with the log as a whole. */
export interface ApplicationLog {
  readonly logger: Logger
  /** Masks this value wherever it would be written from now on. */
  hide(secret: string): void
}

const engineLevels = { DEBUG: 'debug', INFO: 'info', WARNING: 'warn', ERROR: 'error' } as const

type Engine = ReturnType<typeof electronLog.create>
type Write = (level: LogLevel, message: string, fields: LogFields) => void

/** Opens the log. Nothing it does later can throw: what cannot be written to the file is said once on standard error. */
export function createLog(options: LogOptions): ApplicationLog {
  const redaction = new Redaction()
  const clock = options.clock ?? systemClock
  const output = options.standardOutput ?? process.stdout
  const errors = options.standardError ?? process.stderr
  const engine = createEngine(options.level)
  const write: Write = (level, message, fields) => {
    if (logLevels.indexOf(level) < logLevels.indexOf(options.level)) return
    const entry = { at: clock.now(), level, environment: options.environment, message, fields }
    engine[engineLevels[level]](safeLine(entry, redaction))
  }
  connectStreams(engine, options, output, errors)
  if (options.file) connectFile(engine, options.file, new FailureNotice(errors, options.environment, clock))
  return { logger: createLogger(write, {}), hide: (secret) => redaction.hide(secret) }
}

function createEngine(level: LogLevel): Engine {
  // The engine's own notices about files go through the console of its default logger: ours replaces them.
  electronLog.transports.console.writeFn = () => {}
  const engine = electronLog.create({ logId: newId() })
  engine.transports.console.level = engineLevels[level]
  engine.transports.file.level = false
  return engine
}

function safeLine(entry: Parameters<typeof logLine>[0], redaction: Redaction): string {
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

function connectFile(engine: Engine, settings: LogFileSettings, notice: FailureNotice): void {
  try {
    prepareLogFile(settings)
  } catch (error) {
    notice.tell(settings.path, error)
    return
  }
  const { file } = engine.transports
  file.level = engine.transports.console.level === false ? 'silly' : engine.transports.console.level
  file.resolvePathFn = () => settings.path
  file.maxSize = settings.maximumBytes
  file.writeOptions = { flag: 'a', mode: settings.mode, encoding: 'utf8' }
  file.transforms = [({ data }) => data[0]]
  file.archiveLogFn = () => {
    try {
      rotateLogFiles(settings)
    } catch (error) {
      notice.tell(settings.path, error)
    }
  }
  file.getFile().on('error', (error) => notice.tell(settings.path, error))
}

/** Says once that the log file cannot be written. */
class FailureNotice {
  readonly #errors: Writable
  readonly #environment: string
  readonly #clock: Clock
  #told = false

  constructor(errors: Writable, environment: string, clock: Clock) {
    this.#errors = errors
    this.#environment = environment
    this.#clock = clock
  }

  tell(file: string, error: unknown): void {
    if (this.#told) return
    this.#told = true
    const fields = { file, reason: error instanceof Error ? error.message : String(error) }
    const message = 'the log file cannot be written; lines go to the standard streams only'
    const entry = { at: this.#clock.now(), level: 'ERROR', environment: this.#environment, message, fields } as const
    this.#errors.write(`${logLine(entry, new Redaction())}\n`)
  }
}

function createLogger(write: Write, own: LogFields): Logger {
  const at = (level: LogLevel) => (message: string, fields?: LogFields) => write(level, message, { ...own, ...fields })
  return {
    debug: at('DEBUG'),
    info: at('INFO'),
    warning: at('WARNING'),
    error: at('ERROR'),
    child: (fields) => createLogger(write, { ...own, ...fields }),
  }
}
