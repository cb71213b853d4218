import type { Id } from '../model.ts'
import type {
  CheckFinding,
  CheckFindingCode,
  CheckOptions,
  CheckProgress,
  CheckRemedy,
  CheckReport,
  CheckSeverity,
} from './model.ts'

const KEPT_FINDINGS = 1000
const PROGRESS_INTERVAL_MS = 200

const meanings: Readonly<Record<CheckFindingCode, readonly [CheckSeverity, CheckRemedy]>> = {
  'index-unreadable': ['error', 'repair-index'],
  'snapshot-unreadable': ['error', 'repair-snapshots'],
  'pack-missing': ['error', 'repair-index'],
  'pack-size-wrong': ['error', 'repair-packs'],
  'pack-not-indexed': ['note', 'prune'],
  'pack-unreadable': ['error', 'read-again'],
  'pack-hash-wrong': ['error', 'repair-packs'],
  'pack-header-wrong': ['error', 'repair-index'],
  'blob-damaged': ['error', 'repair-packs'],
  'file-affected': ['warning', 'back-up-again'],
  'pack-mixed': ['note', 'prune'],
  'blob-missing': ['error', 'back-up-again'],
  'tree-unreadable': ['error', 'repair-snapshots'],
  'node-invalid': ['error', 'repair-snapshots'],
}

/** The figures a check counts while it goes on. */
export interface CheckFigures {
  snapshots: number
  trees: number
  packs: number
  packsRead: number
  bytesRead: number
}

/** Keeps the account of one check and tells listeners about it. */
export class CheckAccount {
  readonly #options: CheckOptions
  readonly #findings: CheckFinding[] = []
  readonly #counts: Record<CheckSeverity, number> = { error: 0, warning: 0, note: 0 }
  readonly figures: CheckFigures = { snapshots: 0, trees: 0, packs: 0, packsRead: 0, bytesRead: 0 }
  /** Damaged copies of blobs, as `blob in pack`, and packs without any content. */
  readonly #damagedCopies = new Set<string>()
  readonly #lostPacks = new Set<Id>()
  #lastProgress = 0

  constructor(options: CheckOptions) {
    this.#options = options
  }

  find(
    code: CheckFindingCode,
    subject: string,
    detail: string,
    ids: Pick<CheckFinding, 'packId' | 'blobId'> = {},
  ): void {
    const [severity, remedy] = meanings[code]
    const finding = { code, severity, remedy, subject, detail, ...ids }
    this.#counts[severity] += 1
    if (this.#findings.length < KEPT_FINDINGS) this.#findings.push(finding)
    this.#options.onFinding?.(finding)
    if (code === 'blob-damaged') this.#damagedCopies.add(`${ids.blobId} in ${ids.packId}`)
    if (code === 'pack-missing' && ids.packId !== undefined) this.#lostPacks.add(ids.packId)
  }

  /** Whether the check met damage that may cost content of files. */
  get hasLosses(): boolean {
    return this.#damagedCopies.size + this.#lostPacks.size > 0
  }

  /** Whether a copy of a blob was found damaged, or lay in a pack that is gone. */
  isLost(blobId: Id, packId: Id): boolean {
    return this.#lostPacks.has(packId) || this.#damagedCopies.has(`${blobId} in ${packId}`)
  }

  progress(phase: CheckProgress['phase'], done: number, total: number, bytesDone = 0, bytesTotal = 0): void {
    const now = performance.now()
    if (phase !== 'done' && now - this.#lastProgress < PROGRESS_INTERVAL_MS) return
    this.#lastProgress = now
    this.#options.onProgress?.({ phase, done, total, bytesDone, bytesTotal, errorCount: this.#counts.error })
  }

  report(): CheckReport {
    return {
      ...this.figures,
      errorCount: this.#counts.error,
      warningCount: this.#counts.warning,
      findings: this.#findings,
    }
  }
}
