import {
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { type Clock, systemClock } from '../clock.ts'
import { rotatedName } from './rotated-files.ts'

/** The file a log is written to, and what is kept of it. */
export interface LogFileSettings {
  readonly path: string
  /** A file that would grow beyond it is rotated first. */
  readonly maximumBytes: number
  /** That many times `maximumBytes` are kept in all. */
  readonly count: number
  readonly keepDays: number
  /** 0600 keeps it to the owner, 0640 lets a group of log readers in. */
  readonly mode: 0o600 | 0o640
}

/** What happened to the file that somebody should know. */
export interface LogFileEvents {
  /** The first line of a row of lines that could not be written. */
  failed(reason: unknown): void
  /** Lines are written again; that many are lost. Answers the line that says so in the file. */
  recovered(lostLines: number): string
}

/** Where a line was written. */
export interface WrittenAt {
  readonly offset: number
  /** Changes with each file that is begun. */
  readonly generation: number
}

const checkEveryMs = 1000

/**
 * Appends lines to a file, rotating it by size and by day. Each line is with the operating system when `write` returns;
 * a folder that vanished is made again, what cannot be written is counted.
 */
export class LogFile {
  readonly #settings: LogFileSettings
  readonly #events: LogFileEvents
  readonly #clock: Clock
  #descriptor: number | null = null
  #bytes = 0
  #day = ''
  #generation = 0
  #checkedAtMs = 0
  #isTorn = false
  #lostInRow = 0
  #lost = 0

  constructor(settings: LogFileSettings, events: LogFileEvents, clock: Clock = systemClock) {
    this.#settings = settings
    this.#events = events
    this.#clock = clock
  }

  /** Lines that could not be written since the start. */
  get lostLines(): number {
    return this.#lost
  }

  /** Whether the last line could not be written. */
  get isFailing(): boolean {
    return this.#lostInRow > 0
  }

  /** Writes one line; null where that was not possible. Never throws. */
  write(line: string): WrittenAt | null {
    try {
      const at = this.#writeLine(line)
      if (this.#lostInRow > 0) this.#tellRecovered()
      return at
    } catch (error) {
      this.#lost += 1
      this.#lostInRow += 1
      if (this.#lostInRow === 1) this.#events.failed(error)
      return null
    }
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor)
    this.#descriptor = null
  }

  #tellRecovered(): void {
    const lost = this.#lostInRow
    this.#lostInRow = 0
    this.write(this.#events.recovered(lost))
  }

  #writeLine(line: string): WrittenAt {
    const bytes = Buffer.from(`${line}\n`)
    const descriptor = this.#fileFor(bytes.length)
    if (this.#isTorn) this.#append(descriptor, Buffer.from('\n'))
    const offset = this.#bytes
    this.#append(descriptor, bytes)
    return { offset, generation: this.#generation }
  }

  #append(descriptor: number, bytes: Buffer): void {
    this.#isTorn = true
    for (let written = 0; written < bytes.length; ) {
      const now = writeSync(descriptor, bytes, written)
      written += now
      this.#bytes += now
    }
    this.#isTorn = false
  }

  #fileFor(bytes: number): number {
    const now = this.#clock.now()
    const today = dayOf(now)
    this.#closeIfGone()
    this.#descriptor ??= this.#open(today)
    const isFull = this.#bytes > 0 && this.#bytes + bytes > this.#settings.maximumBytes
    if (isFull || (this.#bytes > 0 && this.#day !== today)) this.#rotate(now)
    this.#descriptor ??= this.#open(today)
    this.#day = today
    return this.#descriptor
  }

  /** Also a file that somebody else moved away is begun anew. */
  #closeIfGone(): void {
    if (this.#descriptor === null) return
    const own = fstatSync(this.#descriptor)
    if (own.nlink > 0 && !this.#isCheckDue()) return
    const there = statSync(this.#settings.path, { throwIfNoEntry: false })
    if (there === undefined || there.ino !== own.ino || there.dev !== own.dev) this.close()
  }

  #isCheckDue(): boolean {
    const now = this.#clock.monotonicMs()
    if (now - this.#checkedAtMs < checkEveryMs) return false
    this.#checkedAtMs = now
    return true
  }

  #open(today: string): number {
    const { path: file, mode } = this.#settings
    mkdirSync(path.dirname(file), { recursive: true, mode: mode === 0o640 ? 0o750 : 0o700 })
    const descriptor = openSync(file, 'a+', mode)
    const entry = fstatSync(descriptor)
    if (entry.isFile() && (entry.mode & 0o777) !== mode) fchmodSync(descriptor, mode)
    this.#bytes = entry.size
    this.#day = entry.size === 0 ? today : dayOf(entry.mtime)
    this.#isTorn = entry.size > 0 && !endsWithNewline(descriptor, entry.size)
    this.#generation += 1
    return descriptor
  }

  /** A file that cannot be moved is written on: a log that is too long is better than none. */
  #rotate(now: Date): void {
    const { path: file } = this.#settings
    let target = rotatedName(file, now)
    for (let attempt = 1; existsSync(target) || existsSync(`${target}.zst`); attempt += 1) {
      target = rotatedName(file, now, attempt)
    }
    this.close()
    try {
      renameSync(file, target)
    } catch {
      this.#day = dayOf(now)
    }
  }
}

/** The day of the machine's own calendar. */
function dayOf(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`
}

function endsWithNewline(descriptor: number, size: number): boolean {
  const last = Buffer.alloc(1)
  readSync(descriptor, last, 0, 1, size - 1)
  return last[0] === 10
}
