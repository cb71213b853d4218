import type { BackupProblem } from '#shared/features/backup/values.ts'

const keptAtMost = 1000

/** Problems of a run: the first thousand with their names, and the number of all. */
export class ProblemLog {
  #unsaved: BackupProblem[] = []
  #kept = 0
  #count = 0
  #needsAttention = false
  #savedCount = 0

  get count(): number {
    return this.#count
  }

  /** Sockets hold nothing that could be kept, so they alone are no reason to warn. */
  get needsAttention(): boolean {
    return this.#needsAttention
  }

  add(problem: BackupProblem): void {
    this.#count += 1
    if (problem.code !== 'socket-skipped') this.#needsAttention = true
    if (this.#kept >= keptAtMost) return
    this.#kept += 1
    this.#unsaved.push(problem)
  }

  /** What has come since the last call, with its place in the list; undefined when nothing has. */
  takeUnsaved(): { from: number; kept: BackupProblem[]; countOfAll: number } | undefined {
    if (this.#count === this.#savedCount) return undefined
    const kept = this.#unsaved
    this.#unsaved = []
    this.#savedCount = this.#count
    return { from: this.#kept - kept.length, kept, countOfAll: this.#count }
  }
}
