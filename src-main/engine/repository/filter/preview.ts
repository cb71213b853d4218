import { Worker } from 'node:worker_threads'
import { RepositoryError } from '../errors.ts'
import { EntrySelection } from './entry-selection.ts'
import { rulesOnly } from './exclusion-rules.ts'
import type { PreviewEntry, PreviewReport, PreviewSelection } from './preview-walk.ts'

/** Where a preview stops, and who listens. */
export interface PreviewLimits {
  readonly maxEntries: number
  /** 5000 when not given. */
  readonly maxMs?: number
  readonly signal?: AbortSignal
  /** Called for every entry in the order it is met. */
  readonly onEntry?: (entry: PreviewEntry) => void
}

/** What the preview's thread is told. */
export interface PreviewOrder {
  readonly selection: PreviewSelection
  readonly maxEntries: number
  readonly maxMs: number
}

/** What it answers: entries, and at the end the report. */
export interface PreviewMessage {
  readonly entries: readonly PreviewEntry[]
  readonly report: PreviewReport | undefined
}

/**
 * Walks sources in a thread of its own (a dead network share must not hold up the caller) and tells what a backup would take and
 * leave out, and by which rule. Fails with `invalid-pattern` or `cancelled`.
 */
export async function previewSources(selection: PreviewSelection, limits: PreviewLimits): Promise<PreviewReport> {
  const { maxEntries, maxMs = 5000, signal, onEntry } = limits
  new EntrySelection(selection)
  if (signal?.aborted) throw new RepositoryError('cancelled', {})
  const order: PreviewOrder = { selection: { sources: selection.sources, ...rulesOnly(selection) }, maxEntries, maxMs }
  const worker = new Worker(new URL('./preview.worker.ts', import.meta.url), { workerData: order })
  try {
    return await reportOf(worker, onEntry, signal)
  } finally {
    await worker.terminate()
  }
}

function reportOf(
  worker: Worker,
  onEntry: PreviewLimits['onEntry'],
  signal: AbortSignal | undefined,
): Promise<PreviewReport> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new RepositoryError('cancelled', {})), { once: true })
    worker.on('message', ({ entries, report }: PreviewMessage) => {
      for (const entry of entries) onEntry?.(entry)
      if (report !== undefined) resolve(report)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`the preview stopped unexpectedly with exit code ${code}`)))
  })
}
