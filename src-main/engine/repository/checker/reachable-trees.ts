import { isRepositoryError, RepositoryError } from '../errors.ts'
import { quoteName } from '../format/quoted-name.ts'
import type { Id, Tree } from '../model.ts'
import type { CheckedContent } from './checked-content.ts'

const PARALLEL_LOADS = 8

/** A folder as a walk meets it first. `path` starts with the short id of the snapshot, names in it are quoted. */
export interface ReachedTree {
  readonly id: Id
  readonly path: string
}

/** Told about every folder once. */
export interface TreeListener {
  tree(tree: Tree, reached: ReachedTree): void
  unreadable(reached: ReachedTree, error: RepositoryError): void
}

/** Reads every folder that snapshots reach, each once, several at a time. */
export async function visitReachableTrees(
  content: CheckedContent,
  roots: readonly { readonly id: Id; readonly tree: Id }[],
  listener: TreeListener,
  signal: AbortSignal | undefined,
): Promise<void> {
  const visit = new TreeVisit(content, listener, signal)
  for (const { id, tree } of roots) await visit.from({ id: tree, path: `${id.slice(0, 8)}:` })
}

class TreeVisit {
  readonly #content: CheckedContent
  readonly #listener: TreeListener
  readonly #signal: AbortSignal | undefined
  readonly #seen = new Set<Id>()
  readonly #waiting: ReachedTree[] = []
  readonly #failures: unknown[] = []

  constructor(content: CheckedContent, listener: TreeListener, signal: AbortSignal | undefined) {
    this.#content = content
    this.#listener = listener
    this.#signal = signal
  }

  /** The newest folder is loaded first, so that few wait in memory. */
  async from(root: ReachedTree): Promise<void> {
    const running = new Set<Promise<void>>()
    this.#enqueue(root)
    while ((this.#waiting.length > 0 || running.size > 0) && this.#failures.length === 0) {
      const next = running.size < PARALLEL_LOADS ? this.#waiting.pop() : undefined
      if (next) this.#start(next, running)
      else await Promise.race(running)
    }
    await Promise.all(running)
    if (this.#failures.length > 0) throw this.#failures[0]
  }

  #enqueue(tree: ReachedTree): void {
    if (this.#seen.has(tree.id)) return
    this.#seen.add(tree.id)
    this.#waiting.push(tree)
  }

  #start(tree: ReachedTree, running: Set<Promise<void>>): void {
    const task: Promise<void> = this.#visit(tree)
      .catch((error: unknown) => {
        this.#failures.push(error)
      })
      .finally(() => running.delete(task))
    running.add(task)
  }

  async #visit(reached: ReachedTree): Promise<void> {
    const tree = await this.#load(reached)
    if (!tree) return
    this.#listener.tree(tree, reached)
    for (const { name, subtree } of tree.nodes) {
      if (subtree !== undefined) this.#enqueue({ id: subtree, path: `${reached.path}/${quoteName(name)}` })
    }
  }

  async #load(reached: ReachedTree): Promise<Tree | undefined> {
    try {
      return await this.#content.loadTree(reached.id, this.#signal)
    } catch (error) {
      if (!(error instanceof RepositoryError) || isRepositoryError(error, 'cancelled')) throw error
      this.#listener.unreadable(reached, error)
      return undefined
    }
  }
}
