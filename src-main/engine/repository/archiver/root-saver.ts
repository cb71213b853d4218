import type { WalkOrigin } from '../filter/entry-selection.ts'
import { childPath } from '../filter/folder-entries.ts'
import { pathBytesOf } from '../filter/path-text.ts'
import { compareBytes } from '../format/utf8.ts'
import type { Id, Node } from '../model.ts'
import type { ArchiverWorkers } from './archiver-workers.ts'
import type { FolderSaver, PendingNode } from './folder-saver.ts'
import type { ParentTrees, PreviousFolder } from './parent-trees.ts'
import type { Inspection, ListedEntry } from './protocol.ts'
import type { BackupRun } from './run.ts'
import type { SourceFolder } from './source-tree.ts'

/** What saving the upper part of a snapshot needs. */
export interface RootSaverParts {
  readonly run: BackupRun
  readonly workers: ArchiverWorkers
  readonly parents: ParentTrees
  readonly folders: FolderSaver
}

/** One entry of an upper folder: a way to a source, or something else inside a source that holds another one. */
type UpperEntry =
  | { readonly name: string; readonly way: SourceFolder }
  | { readonly name: string; readonly listed: ListedEntry }

/** Saves the folders from the root down to the sources. Those in between carry their real metadata. */
export class RootSaver {
  readonly #parts: RootSaverParts

  constructor(parts: RootSaverParts) {
    this.#parts = parts
  }

  /** The nodes of a folder on the way to sources. */
  async saveChildren(folder: SourceFolder, previousTree: Id | undefined): Promise<PendingNode[]> {
    const previous = await this.#parts.parents.load(folder.path, previousTree)
    const device = folder.isSource ? (await this.#inspect(folder, true)).device : 0n
    const origin = { path: folder.path, device }
    const pending: PendingNode[] = []
    for (const entry of await this.#upperEntries(folder, origin)) {
      pending.push(
        'way' in entry
          ? await this.#saveWay(entry.way, previous)
          : await this.#parts.folders.save(
              childPath(folder.path, entry.name),
              entry.listed,
              previous.get(entry.name),
              origin,
            ),
      )
    }
    return pending
  }

  async #upperEntries(folder: SourceFolder, origin: WalkOrigin): Promise<UpperEntry[]> {
    const ways: UpperEntry[] = [...folder.children.values()].map((way) => ({ name: way.name, way }))
    const listing = folder.isSource ? await this.#parts.workers.list(folder.path, origin) : undefined
    for (const problem of listing?.problems ?? []) this.#parts.run.report(problem)
    const others = (listing?.entries ?? []).filter((entry) => !folder.children.has(entry.name))
    const entries = [...ways, ...others.map((listed) => ({ name: listed.name, listed }))]
    return entries.sort((left, right) => compareBytes(pathBytesOf(left.name), pathBytesOf(right.name)))
  }

  async #saveWay(folder: SourceFolder, previous: PreviousFolder): Promise<PendingNode> {
    const before = previous.get(folder.name)
    const isLeaf = folder.children.size === 0
    const { entry, device, problems } = await this.#inspect(folder, !isLeaf)
    for (const problem of problems) this.#parts.run.report(problem)
    if (entry === undefined) return leftOut
    if (isLeaf) return this.#parts.folders.save(folder.path, entry, before, { path: folder.path, device })
    const children = await this.saveChildren(folder, before?.subtree)
    return this.#parts.folders.finishFolder(entry.node, children, before)
  }

  #inspect(folder: SourceFolder, followed: boolean): Promise<Inspection> {
    return this.#parts.workers.inspect(folder.path, folder.name, followed)
  }
}

const leftOut: PendingNode = { node: Promise.resolve<Node | undefined>(undefined) }
