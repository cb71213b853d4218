import type { WalkOrigin } from '../filter/entry-selection.ts'
import { childPath } from '../filter/folder-entries.ts'
import type { Id, Node, Tree } from '../model.ts'
import type { ArchiverWorkers } from './archiver-workers.ts'
import type { FileSaver } from './file-saver.ts'
import type { ParentTrees } from './parent-trees.ts'
import type { FolderListing, ListedEntry } from './protocol.ts'
import type { BackupRun } from './run.ts'

/** A node that comes once everything below it is stored; undefined when the entry had to be left out (reported already). */
export interface PendingNode {
  readonly node: Promise<Node | undefined>
}

/** What the walk through folders needs. */
export interface FolderSaverParts {
  readonly run: BackupRun
  readonly workers: Pick<ArchiverWorkers, 'list'>
  readonly files: FileSaver
  readonly parents: ParentTrees
  /** Stores a folder and gives its id. */
  readonly saveTree: (tree: Tree) => Promise<Id>
}

const foldersAhead = 4
const emptyListing: FolderListing = { readable: true, entries: [], problems: [] }

/**
 * Walks folders depth first and builds their trees. The walk waits for nothing but listings and room in the file queue: it resolves
 * when it has passed an entry, and the entry's node comes later.
 */
export class FolderSaver {
  readonly #parts: FolderSaverParts

  constructor(parts: FolderSaverParts) {
    this.#parts = parts
  }

  /** Saves an entry of any type. */
  async save(path: string, entry: ListedEntry, previous: Node | undefined, origin: WalkOrigin): Promise<PendingNode> {
    if (entry.node.type === 'dir')
      return this.#saveFolder(path, entry, previous, origin, this.#list(path, entry, origin))
    if (entry.node.type === 'file') return this.#saveFile(path, entry, previous)
    return { node: Promise.resolve(entry.node) }
  }

  /** Stores the tree of a folder once its nodes (in the order of the format) are there. */
  finishFolder(folder: Node, entries: readonly PendingNode[], previous: Node | undefined): PendingNode {
    const finish = async (): Promise<Node> => {
      const nodes = await Promise.all(entries.map((entry) => entry.node))
      const subtree = await this.#parts.saveTree({ nodes: nodes.filter((node) => node !== undefined) })
      const node = { ...folder, subtree }
      this.#parts.run.summary.countFolder(previous, node)
      return node
    }
    const node = finish()
    this.#parts.run.guard(node)
    return { node }
  }

  /** Saves what a folder holds, in order. `listing` may have been asked for ahead. */
  async saveEntries(
    path: string,
    listing: FolderListing,
    previousTree: Id | undefined,
    origin: WalkOrigin,
  ): Promise<PendingNode[]> {
    const previous = await this.#parts.parents.load(path, previousTree)
    const ahead = this.#listAhead(path, listing.entries, origin)
    const pending: PendingNode[] = []
    for (const entry of listing.entries) {
      const entryPath = childPath(path, entry.name)
      const before = previous.get(entry.name)
      pending.push(
        entry.node.type === 'dir'
          ? await this.#saveFolder(entryPath, entry, before, origin, ahead())
          : await this.save(entryPath, entry, before, origin),
      )
    }
    return pending
  }

  async #saveFolder(
    path: string,
    { node }: ListedEntry,
    previous: Node | undefined,
    origin: WalkOrigin,
    listed: Promise<FolderListing>,
  ): Promise<PendingNode> {
    const listing = await listed
    for (const problem of listing.problems) this.#parts.run.report(problem)
    if (!listing.readable) return { node: Promise.resolve(undefined) }
    const entries = await this.saveEntries(path, listing, previous?.subtree, origin)
    return this.finishFolder(node, entries, previous)
  }

  async #saveFile(path: string, { name, node }: ListedEntry, previous: Node | undefined): Promise<PendingNode> {
    const { files, parents, run } = this.#parts
    const content = parents.unchangedContent(path, previous, node)
    if (content !== undefined) {
      const unchanged = { ...node, content }
      run.summary.countFile(previous, unchanged)
      run.progress.finishFile(path, Number(node.size))
      return { node: Promise.resolve(unchanged) }
    }
    await files.whenRoom()
    const saved = files.save({ path, name, node }).then((read) => {
      if (read !== undefined) run.summary.countFile(previous, read)
      return read
    })
    return { node: saved }
  }

  #list(path: string, entry: ListedEntry, origin: WalkOrigin): Promise<FolderListing> {
    return entry.enter ? this.#parts.workers.list(path, origin) : Promise.resolve(emptyListing)
  }

  /** Asks for the listings of the next few folders before they are needed. Each call gives the next one. */
  #listAhead(path: string, entries: readonly ListedEntry[], origin: WalkOrigin): () => Promise<FolderListing> {
    const folders = entries.filter((entry) => entry.node.type === 'dir').values()
    const asked: Promise<FolderListing>[] = []
    return () => {
      while (asked.length < foldersAhead) {
        const { value: next } = folders.next()
        if (next === undefined) break
        asked.push(this.#list(childPath(path, next.name), next, origin))
      }
      return asked.shift() ?? Promise.resolve(emptyListing)
    }
  }
}
