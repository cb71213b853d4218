import { effectiveExcludes } from '../default-excludes.ts'
import type { BackupEngine, Preview, Selection } from '../engine/port.ts'
import { excludesOf } from '../own-files.ts'

/** What the sources and patterns of a job would take and leave; `ownFiles` are left out whatever the job says. */
export async function previewJob(
  engine: BackupEngine,
  job: Selection & { readonly useDefaultExcludes: boolean },
  ownFiles: readonly string[],
): Promise<Preview> {
  const excludes = effectiveExcludes(job)
  engine.checkPatterns(excludes)
  return engine.preview({ ...job, excludes: [...excludes, ...(await excludesOf(ownFiles, job.sources))] })
}
