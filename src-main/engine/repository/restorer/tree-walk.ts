import { throwIfCancelled } from '../backend/failure.ts'
import { pathTextOf } from '../filter/path-text.ts'
import type { Id, Node, Tree } from '../model.ts'
import type { Repository } from '../repository.ts'
import type { RestoreProblemCode } from './model.ts'
import { problemOf } from './restore-run.ts'
import { unsafeNameReason } from './safe-name.ts'
import type { RestoreSelection } from './selection.ts'
import { joinRelative } from './target-folder.ts'

const PREFETCHED_TREES = 4

/** A folder of the snapshot on the way down. */
export interface WalkedFolder {
  /** Relative to the root of the restore; empty for the root. Names in it were checked. */
  readonly relative: Buffer
  /** Undefined for the root. */
  readonly node: Node | undefined
  readonly parent: WalkedFolder | undefined
  /** Whether the folder itself is restored, not only something below it. */
  readonly taken: boolean
}

/** Told what is selected, folders before their content. A promise makes the walk wait. */
export interface TreeVisitor {
  /** `names` are all names the folder has in the snapshot, selected or not. */
  folder(folder: WalkedFolder, names: ReadonlySet<string>): void
  entry(node: Node, folder: WalkedFolder): Promise<void> | void
  problem(code: RestoreProblemCode, path: Uint8Array, reason: string): void
}

/** A name as a key that is equal for equal bytes only. */
export function nameKey(name: Uint8Array): string {
  return Buffer.from(name.buffer, name.byteOffset, name.length).toString('latin1')
}

/** The raw bytes of the path inside the snapshot. */
export function snapshotPath(relative: Buffer): Uint8Array {
  return Buffer.concat([Buffer.from('/'), relative])
}

/** Walks what is selected of a tree. Names that must not be used and folders that cannot be read are reported and left out. */
export class TreeWalk {
  readonly #repository: Repository
  readonly #selection: RestoreSelection
  readonly #visitor: TreeVisitor
  readonly #signal: AbortSignal | undefined

  constructor(
    repository: Repository,
    selection: RestoreSelection,
    visitor: TreeVisitor,
    signal: AbortSignal | undefined,
  ) {
    this.#repository = repository
    this.#selection = selection
    this.#visitor = visitor
    this.#signal = signal
  }

  async walk(tree: Id): Promise<void> {
    const taken = this.#selection.takesRoot
    await this.#folder(this.#load(tree), { relative: Buffer.alloc(0), node: undefined, parent: undefined, taken })
  }

  #load(id: Id): Promise<Tree> {
    const loading = this.#repository.loadTree(id, this.#signal)
    loading.catch(() => undefined)
    return loading
  }

  async #folder(loading: Promise<Tree>, folder: WalkedFolder): Promise<void> {
    throwIfCancelled(this.#signal)
    const tree = await this.#treeOrProblem(loading, folder)
    if (!tree) return
    const names = new Set<string>()
    const nodes = tree.nodes.filter((node) => this.#isUsable(node, folder, names))
    this.#visitor.folder(folder, names)
    const ahead = new TreesAhead(nodes, (id) => this.#load(id), folder.taken ? PREFETCHED_TREES : 0)
    for (const node of nodes) await this.#node(node, folder, ahead)
  }

  async #treeOrProblem(loading: Promise<Tree>, folder: WalkedFolder): Promise<Tree | undefined> {
    try {
      return await loading
    } catch (error) {
      const { code, reason } = problemOf(error)
      this.#visitor.problem(code === 'write-failed' ? 'damaged' : code, snapshotPath(folder.relative), reason)
      return undefined
    }
  }

  #isUsable(node: Node, folder: WalkedFolder, names: Set<string>): boolean {
    const path = snapshotPath(joinRelative(folder.relative, node.name))
    const unsafe = unsafeNameReason(node.name)
    if (unsafe !== undefined) {
      this.#visitor.problem('unsafe-name', path, unsafe)
      return false
    }
    const key = nameKey(node.name)
    if (names.has(key)) this.#visitor.problem('duplicate-name', path, 'the folder holds the name twice')
    return names.size !== names.add(key).size
  }

  async #node(node: Node, folder: WalkedFolder, ahead: TreesAhead): Promise<void> {
    const relative = joinRelative(folder.relative, node.name)
    const { take, descend } = this.#selection.select(`/${pathTextOf(relative)}`, folder.taken)
    if (node.type !== 'dir') {
      if (take) await this.#visitor.entry(node, folder)
      return
    }
    if (!descend) return
    const child: WalkedFolder = { relative, node, parent: folder, taken: take }
    if (node.subtree === undefined) this.#visitor.problem('missing', snapshotPath(relative), 'the folder names no tree')
    else await this.#folder(ahead.take(node.subtree), child)
  }
}

/** Loads the next folders of a tree before the walk reaches them. */
class TreesAhead {
  readonly #ids: readonly Id[]
  readonly #load: (id: Id) => Promise<Tree>
  readonly #depth: number
  readonly #loading = new Map<Id, Promise<Tree>>()
  #next = 0

  constructor(nodes: readonly Node[], load: (id: Id) => Promise<Tree>, depth: number) {
    this.#ids = nodes.flatMap((node) => (node.type === 'dir' && node.subtree !== undefined ? [node.subtree] : []))
    this.#load = load
    this.#depth = depth
  }

  take(id: Id): Promise<Tree> {
    const loading = this.#loading.get(id) ?? this.#load(id)
    this.#loading.delete(id)
    const end = Math.min(this.#ids.length, this.#next + 1 + this.#depth)
    this.#next += 1
    for (const ahead of this.#ids.slice(this.#next, end)) {
      if (!this.#loading.has(ahead)) this.#loading.set(ahead, this.#load(ahead))
    }
    return loading
  }
}
