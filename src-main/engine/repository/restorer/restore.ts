import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { MasterKey } from '../crypto/master-key.ts'
import { RepositoryError } from '../errors.ts'
import { pathBytesOf } from '../filter/path-text.ts'
import type { Id, Snapshot } from '../model.ts'
import type { Repository } from '../repository.ts'
import { WorkerPool } from '../workers/worker-pool.ts'
import type { ContentJob, ContentReply } from './content-job.ts'
import { deleteExtraEntries } from './extra-entries.ts'
import type { RestoreOptions, RestoreReport } from './model.ts'
import { ReportBuilder } from './report-builder.ts'
import { RestorePlan } from './restore-plan.ts'
import type { RestoreRun } from './restore-run.ts'
import { RestoreSelection } from './selection.ts'
import { restoreSpecialEntries } from './special-entries.ts'
import { TargetFolder } from './target-folder.ts'
import { nameKey, TreeWalk } from './tree-walk.ts'

const mostWorkers = 8

/**
 * Restores a snapshot, or parts of it, into a folder. Files get their content under a temporary name and appear whole, with owner, times and
 * mode; nothing outside the target is ever touched, whatever the snapshot or planted links say. Trouble with single entries is in the report.
 * Fails with `target-unusable`, `path-not-in-snapshot` (subfolder), `invalid-pattern`, `cancelled`, or when the index cannot be read.
 */
export async function restore(
  repository: Repository,
  snapshot: Pick<Snapshot, 'tree'>,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const selection = new RestoreSelection(options)
  await repository.loadIndex(options.signal)
  const tree = await findSubfolder(repository, snapshot.tree, options)
  const target = openTarget(options)
  const report = new ReportBuilder(options)
  const workers = options.workers ?? Math.min(mostWorkers, Math.max(1, availableParallelism()))
  const pool = new WorkerPool<ContentJob, ContentReply>(() => startWorker(repository.keys), workers)
  try {
    const run = { repository, target, report, pool, workers, ...settingsOf(options) }
    await restoreTree(run, tree, selection)
  } finally {
    await pool.close()
    target.close()
  }
  return report.report()
}

function startWorker(workerData: MasterKey): Worker {
  return new Worker(new URL('./content.worker.ts', import.meta.url), { workerData, trackUnmanagedFds: false })
}

function settingsOf(options: RestoreOptions) {
  return {
    overwrite: options.overwrite ?? 'always',
    verify: options.verify ?? false,
    deleteExtra: options.deleteExtra ?? false,
    owners: options.owners ?? process.geteuid?.() === 0,
    dryRun: options.dryRun ?? false,
    signal: options.signal,
  } as const
}

function openTarget(options: RestoreOptions): TargetFolder {
  return options.dryRun === true ? TargetFolder.look(options.target) : TargetFolder.prepare(options.target)
}

async function restoreTree(run: RestoreRun, tree: Id, selection: RestoreSelection): Promise<void> {
  const plan = new RestorePlan(run)
  await new TreeWalk(run.repository, selection, plan, run.signal).walk(tree)
  run.report.totalsAreFinal()
  await plan.flush()
  await plan.linkNames()
  restoreSpecialEntries(run, plan.special)
  if (run.deleteExtra) deleteExtra(run, plan, selection)
  run.report.progress('metadata')
  plan.folders.finish()
  for (const path of selection.pathsNotFound()) {
    run.report.problem('path-not-in-snapshot', pathBytesOf(path), 'the snapshot does not hold the path')
  }
  run.report.progress('done')
}

function deleteExtra(run: RestoreRun, plan: RestorePlan, selection: RestoreSelection): void {
  if (!plan.deletionRefused && run.report.stoppedBy === undefined) {
    deleteExtraEntries(run, selection, plan.exactFolders)
    return
  }
  const reason = 'nothing was deleted, because the snapshot could not be read or restored in full'
  run.report.problem('delete-failed', pathBytesOf('/'), reason)
}

async function findSubfolder(repository: Repository, root: Id, options: RestoreOptions): Promise<Id> {
  const path = options.subfolder ?? '/'
  let tree = root
  for (const part of path.split('/').filter((name) => name !== '')) {
    const { nodes } = await repository.loadTree(tree, options.signal)
    const wanted = nameKey(pathBytesOf(part))
    const subtree = nodes.find((node) => nameKey(node.name) === wanted)?.subtree
    if (subtree === undefined) throw new RepositoryError('path-not-in-snapshot', { path })
    tree = subtree
  }
  return tree
}
