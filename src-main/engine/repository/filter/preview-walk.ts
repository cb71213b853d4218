import { type EntryStatus, readEntryStatus, systemErrorCode } from '#main/engine/filesystem/index.ts'
import { nodeTypeOf } from '../go-file-mode.ts'
import type { NodeType } from '../model.ts'
import { EntrySelection, type WalkOrigin } from './entry-selection.ts'
import type { Exclusion, ExclusionRules } from './exclusion-rules.ts'
import { decideEntries, type EntryDecision } from './folder-entries.ts'
import { pathBytesOf } from './path-text.ts'

/** Sources and rules to try. */
export interface PreviewSelection extends ExclusionRules {
  /** Absolute paths (path texts). */
  readonly sources: readonly string[]
}

/** One entry met on the walk. `type` and `sizeBytes` are unknown for what was excluded by its name alone. */
export interface PreviewEntry {
  readonly path: string
  readonly type: NodeType | undefined
  readonly sizeBytes: number | undefined
  /** Why it is left out; undefined when it is taken. */
  readonly exclusion: Exclusion | undefined
}

/** Figures of a walk. `complete` is false when it stopped at a limit: the figures are lower bounds then. */
export interface PreviewReport {
  readonly includedFiles: number
  readonly includedBytes: number
  readonly excludedEntries: number
  readonly complete: boolean
  /** What could not be looked at; `reason` is the system's word. */
  readonly problems: readonly { readonly path: string; readonly reason: string }[]
}

interface PendingFolder {
  readonly path: string
  readonly origin: WalkOrigin
}

/** Walks sources breadth first, so that a limited walk shows something of every part. Fails with `invalid-pattern`. */
export class PreviewWalk {
  readonly #selection: EntrySelection
  readonly #sources: readonly string[]
  readonly #pending: PendingFolder[] = []
  readonly #problems: { path: string; reason: string }[] = []
  #files = 0
  #bytes = 0
  #excluded = 0
  #complete = false

  constructor(selection: PreviewSelection) {
    this.#selection = new EntrySelection(selection)
    this.#sources = selection.sources
  }

  /** Every entry in the order it is met; end the iteration to stop early. */
  *entries(): Generator<PreviewEntry> {
    for (const path of this.#sources) yield* this.#source(path)
    for (let folder = this.#pending.shift(); folder !== undefined; folder = this.#pending.shift()) {
      yield* this.#folder(folder)
    }
    this.#complete = true
  }

  report(): PreviewReport {
    return {
      includedFiles: this.#files,
      includedBytes: this.#bytes,
      excludedEntries: this.#excluded,
      complete: this.#complete,
      problems: this.#problems,
    }
  }

  *#source(path: string): Generator<PreviewEntry> {
    try {
      const status = readEntryStatus(pathBytesOf(path))
      yield this.#take(path, status, { path, device: status.deviceId })
    } catch (error) {
      this.#note(path, error)
    }
  }

  *#folder({ path, origin }: PendingFolder): Generator<PreviewEntry> {
    try {
      for (const decision of decideEntries(this.#selection, path, origin)) {
        const entry = this.#entry(decision, origin)
        if (entry !== undefined) yield entry
      }
    } catch (error) {
      this.#note(path, error)
    }
  }

  #entry(decision: EntryDecision, origin: WalkOrigin): PreviewEntry | undefined {
    if (decision.kind === 'included') return this.#take(decision.path, decision.status, origin)
    if (decision.kind === 'failed') {
      this.#note(decision.path, decision.error)
      return undefined
    }
    this.#excluded += 1
    return { path: decision.path, type: undefined, sizeBytes: undefined, exclusion: decision.exclusion }
  }

  #take(path: string, status: EntryStatus, origin: WalkOrigin): PreviewEntry {
    const type = nodeTypeOf(status.mode)
    const sizeBytes = type === 'file' ? Number(status.sizeBytes) : 0
    if (type === 'file') this.#files += 1
    this.#bytes += sizeBytes
    if (type === 'dir' && this.#selection.entersFolder(status, origin)) this.#pending.push({ path, origin })
    return { path, type, sizeBytes, exclusion: undefined }
  }

  #note(path: string, error: unknown): void {
    const reason = systemErrorCode(error)
    if (reason === undefined) throw error
    this.#problems.push({ path, reason })
  }
}
