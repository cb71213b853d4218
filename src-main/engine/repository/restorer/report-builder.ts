import type { Node } from '../model.ts'
import type {
  RestoreAction,
  RestoreOptions,
  RestoreProblem,
  RestoreProblemCode,
  RestoreProgress,
  RestoreReport,
} from './model.ts'

const KEPT_PROBLEMS = 1000
const PROGRESS_INTERVAL_MS = 200

type Listeners = Pick<RestoreOptions, 'onProgress' | 'onProblem' | 'onItem'>

/** Keeps the account of one restore and tells listeners about it. */
export class ReportBuilder {
  readonly #listeners: Listeners
  readonly #problems: RestoreProblem[] = []
  readonly #files: Record<RestoreAction, number> = noCounts()
  readonly #folders: Record<RestoreAction, number> = noCounts()
  readonly #others: Record<RestoreAction, number> = noCounts()
  #problemCount = 0
  #bytesRestored = 0
  #bytesUnchanged = 0
  #bytesDone = 0
  #filesTotal = 0
  #bytesTotal = 0
  #totalsFinal = false
  #filesVerified = 0
  #lastProgress = 0
  stoppedBy: 'storage-full' | undefined

  constructor(listeners: Listeners) {
    this.#listeners = listeners
  }

  problem(code: RestoreProblemCode, path: Uint8Array, reason: string): void {
    const problem = { code, path, reason }
    this.#problemCount += 1
    if (this.#problems.length < KEPT_PROBLEMS) this.#problems.push(problem)
    this.#listeners.onProblem?.(problem)
  }

  /** An entry is finished. */
  item(path: Uint8Array, node: Pick<Node, 'type' | 'size'>, action: RestoreAction): void {
    const sizeBytes = node.type === 'file' ? Number(node.size) : 0
    const type = node.type === 'file' || node.type === 'dir' ? node.type : 'other'
    const counts = type === 'file' ? this.#files : type === 'dir' ? this.#folders : this.#others
    counts[action] += 1
    if (action === 'created' || action === 'replaced') this.#bytesRestored += sizeBytes
    if (action === 'unchanged') this.#bytesUnchanged += sizeBytes
    if (type === 'file' && (action === 'unchanged' || action === 'skipped')) this.#bytesDone += sizeBytes
    this.#listeners.onItem?.({ path, type, action, sizeBytes })
  }

  expect(sizeBytes: number): void {
    this.#filesTotal += 1
    this.#bytesTotal += sizeBytes
  }

  totalsAreFinal(): void {
    this.#totalsFinal = true
  }

  wrote(bytes: number): void {
    this.#bytesDone += bytes
  }

  verified(): void {
    this.#filesVerified += 1
  }

  /** Tells the progress unless that was done a moment ago. */
  progress(phase: RestoreProgress['phase']): void {
    const now = performance.now()
    if (phase !== 'done' && now - this.#lastProgress < PROGRESS_INTERVAL_MS) return
    this.#lastProgress = now
    this.#listeners.onProgress?.({
      phase,
      filesDone: total(this.#files) - this.#files.deleted,
      filesTotal: this.#filesTotal,
      bytesDone: this.#bytesDone,
      bytesTotal: this.#bytesTotal,
      totalsFinal: this.#totalsFinal,
      problemCount: this.#problemCount,
    })
  }

  report(): RestoreReport {
    return {
      filesRestored: made(this.#files),
      filesUnchanged: this.#files.unchanged,
      filesSkipped: this.#files.skipped,
      filesFailed: this.#files.failed,
      foldersRestored: made(this.#folders),
      othersRestored: made(this.#others),
      entriesDeleted: this.#files.deleted + this.#folders.deleted + this.#others.deleted,
      bytesRestored: this.#bytesRestored,
      bytesUnchanged: this.#bytesUnchanged,
      filesVerified: this.#filesVerified,
      stoppedBy: this.stoppedBy,
      problemCount: this.#problemCount,
      problems: this.#problems,
    }
  }
}

function noCounts(): Record<RestoreAction, number> {
  return { created: 0, replaced: 0, unchanged: 0, skipped: 0, failed: 0, deleted: 0 }
}

function made(counts: Record<RestoreAction, number>): number {
  return counts.created + counts.replaced
}

function total(counts: Record<RestoreAction, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
