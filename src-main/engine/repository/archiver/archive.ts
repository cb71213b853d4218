import { RepositoryError } from '../errors.ts'
import type { Id, Snapshot } from '../model.ts'
import type { Repository } from '../repository.ts'
import type { ArchiverWorkers } from './archiver-workers.ts'
import { BlobSaver } from './blob-saver.ts'
import { dryRunStore, repositoryStore } from './blob-store.ts'
import { FileSaver } from './file-saver.ts'
import { FolderSaver } from './folder-saver.ts'
import type { BackupOptions } from './options.ts'
import { chooseParent } from './parent-snapshot.ts'
import { ParentTrees } from './parent-trees.ts'
import { RootSaver } from './root-saver.ts'
import type { BackupRun } from './run.ts'
import { arrangeSources } from './source-tree.ts'
import { findSources } from './sources.ts'

/** Everything a snapshot needs, handed to the repository but not yet flushed. */
export interface Archived {
  readonly tree: Id
  /** The sources that existed. */
  readonly paths: readonly string[]
  readonly parent: Snapshot | undefined
}

/** Walks the sources and hands their content to the repository. Fails with `sources-unreadable` when no source could be saved. */
export async function archive(
  repository: Repository,
  options: BackupOptions,
  run: BackupRun,
  workers: ArchiverWorkers,
): Promise<Archived> {
  const sources = await findSources(options.sources, workers, run)
  const paths = sources.map((source) => source.path)
  const folders = sources.filter((source) => source.isFolder)
  workers.scan(folders, (files, bytes, finished) => run.progress.setTotals(files, bytes, finished))
  await repository.loadIndex(options.signal)
  const parent = await chooseParent(repository, options, paths, run)
  run.progress.enter('backup')
  const blobs = new BlobSaver(options.dryRun ? dryRunStore(repository) : repositoryStore(repository), run)
  const saver = rootSaver(repository, run, workers, blobs)
  const entries = await saver.saveChildren(arrangeSources(paths), parent?.tree)
  const nodes = (await Promise.all(entries.map((entry) => entry.node))).filter((node) => node !== undefined)
  if (nodes.length === 0) throw new RepositoryError('sources-unreadable', { paths })
  const tree = await blobs.saveTree({ nodes })
  await blobs.settled()
  return { tree, paths, parent }
}

function rootSaver(repository: Repository, run: BackupRun, workers: ArchiverWorkers, blobs: BlobSaver): RootSaver {
  const files = new FileSaver(run, workers, blobs)
  const parents = new ParentTrees(repository, run)
  const folders = new FolderSaver({ run, workers, files, parents, saveTree: (tree) => blobs.saveTree(tree) })
  return new RootSaver({ run, workers, parents, folders })
}
