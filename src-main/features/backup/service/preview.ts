import { effectiveExcludes } from '../default-excludes.ts'
import type { BackupEngine, Preview, Selection } from '../engine/port.ts'

/** What the sources and patterns of a job would take and leave. */
export function previewJob(
  engine: BackupEngine,
  job: Selection & { readonly useDefaultExcludes: boolean },
): Promise<Preview> {
  const excludes = effectiveExcludes(job)
  engine.checkPatterns(excludes)
  return engine.preview({ ...job, excludes })
}
