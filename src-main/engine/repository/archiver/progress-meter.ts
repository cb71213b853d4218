import type { BackupProgress } from './options.ts'

const intervalMs = 200

/** Gathers where a backup stands and tells it at most five times a second. */
export class ProgressMeter {
  readonly #listener: ((progress: BackupProgress) => void) | undefined
  readonly #current = new Set<string>()
  readonly #timer: NodeJS.Timeout | undefined
  #phase: BackupProgress['phase'] = 'prepare'
  #filesDone = 0
  #bytesDone = 0
  #scanned = { files: 0, bytes: 0, finished: false }
  #newBytes = 0
  #problemCount = 0

  constructor(listener: ((progress: BackupProgress) => void) | undefined) {
    this.#listener = listener
    if (listener !== undefined) this.#timer = setInterval(() => this.#tell(), intervalMs)
    this.#timer?.unref()
  }

  enter(phase: BackupProgress['phase']): void {
    this.#phase = phase
    this.#tell()
  }

  startFile(path: string): void {
    this.#current.add(path)
  }

  /** `bytes` are those not counted by `addBytes` before. */
  finishFile(path: string, bytes: number): void {
    this.#current.delete(path)
    this.#filesDone += 1
    this.#bytesDone += bytes
  }

  addBytes(bytes: number): void {
    this.#bytesDone += bytes
  }

  addNewBytes(bytes: number): void {
    this.#newBytes += bytes
  }

  countProblem(): void {
    this.#problemCount += 1
  }

  setTotals(files: number, bytes: number, finished: boolean): void {
    this.#scanned = { files, bytes, finished }
  }

  /** Stops telling; the last state is told once more when the run was successful. */
  stop(successful: boolean): void {
    clearInterval(this.#timer)
    if (!successful) return
    this.#scanned = { files: this.#filesDone, bytes: this.#bytesDone, finished: true }
    this.#tell()
  }

  #tell(): void {
    this.#listener?.({
      phase: this.#phase,
      filesDone: this.#filesDone,
      bytesDone: this.#bytesDone,
      filesTotal: Math.max(this.#filesDone, this.#scanned.files),
      bytesTotal: Math.max(this.#bytesDone, this.#scanned.bytes),
      totalsFinal: this.#scanned.finished,
      newBytes: this.#newBytes,
      problemCount: this.#problemCount,
      currentFiles: Array.from(this.#current, (path) => path.toWellFormed()),
    })
  }
}
