import { rename, rm, utimes } from 'node:fs/promises'
import { compressSeekable, openLogBytes } from '#main/engine/logs/index.ts'
import { type Clock, systemClock } from '../clock.ts'
import { dayMs, hourMs } from '../durations.ts'
import type { Owner } from '../lifecycle.ts'
import type { Logger } from '../logger.ts'
import type { LogFileSettings } from './log-file.ts'
import { type RotatedFile, rotatedFiles, unfinishedFiles } from './rotated-files.ts'

const sweepEveryMs = hourMs

/** Compresses rotated log files after a day and takes away what is too old or too much. */
export class LogKeeper {
  readonly #settings: LogFileSettings
  readonly #log: Logger
  readonly #clock: Clock
  #sweeping: Promise<void> | null = null

  constructor(settings: LogFileSettings, log: Logger, clock: Clock = systemClock) {
    this.#settings = settings
    this.#log = log
    this.#clock = clock
  }

  /** Sweeps now and every hour until the owner stops; a sweep under way is waited for. */
  start(owner: Owner): void {
    const sweep = () =>
      void this.sweep().catch((error: unknown) => this.#log.warning('log files were not swept', { error }))
    const timer = setInterval(sweep, sweepEveryMs)
    timer.unref()
    owner.own('log keeper', async () => {
      clearInterval(timer)
      await this.#sweeping?.catch(() => undefined)
    })
    sweep()
  }

  /** One round; rounds never overlap. */
  sweep(): Promise<void> {
    this.#sweeping ??= this.#sweepOnce().finally(() => {
      this.#sweeping = null
    })
    return this.#sweeping
  }

  async #sweepOnce(): Promise<void> {
    for (const unfinished of unfinishedFiles(this.#settings.path)) await rm(unfinished, { force: true })
    for (const file of rotatedFiles(this.#settings.path)) {
      const isOld = this.#clock.now().getTime() - file.lastWrittenMs >= dayMs
      if (!file.compressed && isOld) await this.#compress(file)
    }
    for (const file of this.#superfluous()) await rm(file.path, { force: true })
  }

  /** The plain file goes only when the packed one is whole and on the disk. */
  async #compress({ path, lastWrittenMs }: RotatedFile): Promise<void> {
    const unfinished = `${path}.zst.part`
    try {
      await compressSeekable(path, unfinished, this.#settings.mode)
      await utimes(unfinished, lastWrittenMs / 1000, lastWrittenMs / 1000)
      await rename(unfinished, `${path}.zst`)
      await rm(path, { force: true })
    } catch (error) {
      await rm(unfinished, { force: true })
      this.#log.warning('a log file could not be compressed', { file: path, error })
    }
  }

  /** What is beyond the days or, counted from the newest, beyond the plain bytes that are kept. */
  #superfluous(): RotatedFile[] {
    const { path, maximumBytes, count, keepDays } = this.#settings
    const oldestMs = this.#clock.now().getTime() - keepDays * dayMs
    let room = maximumBytes * (count - 1)
    return rotatedFiles(path)
      .toReversed()
      .filter((file) => {
        room -= plainBytesOf(file)
        return room < 0 || file.lastWrittenMs < oldestMs
      })
  }
}

/** A damaged one counts with what it takes on the disk. */
function plainBytesOf({ path, bytes, compressed }: RotatedFile): number {
  if (!compressed) return bytes
  try {
    const file = openLogBytes(path)
    try {
      return file.size()
    } finally {
      file.close()
    }
  } catch {
    return bytes
  }
}
