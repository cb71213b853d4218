import { isRepositoryError, RepositoryError } from '../errors.ts'
import { quoteName } from '../format/quoted-name.ts'
import { findDisorder } from '../format/tree-codec.ts'
import type { Id, Node, Tree } from '../model.ts'
import type { Repository } from '../repository.ts'
import type { CheckAccount } from './check-account.ts'

const PARALLEL_LOADS = 8

interface WaitingTree {
  readonly id: Id
  /** Where the folder was met first: snapshot and quoted path. */
  readonly path: string
}

/** Reads every folder that snapshots reach, each once, and looks whether all content is known and every entry keeps the rules. */
export class TreeCheck {
  readonly #repository: Repository
  readonly #account: CheckAccount
  readonly #signal: AbortSignal | undefined
  readonly #seen = new Set<Id>()
  readonly #missing = new Set<Id>()
  readonly #waiting: WaitingTree[] = []

  constructor(repository: Repository, account: CheckAccount, signal: AbortSignal | undefined) {
    this.#repository = repository
    this.#account = account
    this.#signal = signal
  }

  async check(roots: readonly { readonly id: Id; readonly tree: Id }[]): Promise<void> {
    for (const { id, tree } of roots) {
      this.#enqueue(tree, `${id.slice(0, 8)}:`)
      await this.#drain()
    }
  }

  #enqueue(id: Id, path: string): void {
    if (this.#seen.has(id)) return
    this.#seen.add(id)
    this.#waiting.push({ id, path })
  }

  /** Loads several folders at once, the newest first, so that few wait in memory. */
  async #drain(): Promise<void> {
    const running = new Set<Promise<void>>()
    const failures: unknown[] = []
    while ((this.#waiting.length > 0 || running.size > 0) && failures.length === 0) {
      const next = running.size < PARALLEL_LOADS ? this.#waiting.pop() : undefined
      if (!next) {
        await Promise.race(running)
        continue
      }
      const task: Promise<void> = this.#visit(next)
        .catch((error: unknown) => {
          failures.push(error)
        })
        .finally(() => running.delete(task))
      running.add(task)
    }
    await Promise.all(running)
    if (failures.length > 0) throw failures[0]
  }

  async #visit({ id, path }: WaitingTree): Promise<void> {
    const tree = await this.#load(id, path)
    if (!tree) return
    this.#account.figures.trees += 1
    this.#account.progress('trees', this.#account.figures.trees, 0)
    const disorder = findDisorder(tree)
    if (disorder !== undefined) this.#account.find('node-invalid', `${path}/`, disorder, { blobId: id })
    for (const node of tree.nodes) this.#checkNode(node, `${path}/${quoteName(node.name)}`, id)
  }

  async #load(id: Id, path: string): Promise<Tree | undefined> {
    try {
      return await this.#repository.loadTree(id, this.#signal)
    } catch (error) {
      if (!(error instanceof RepositoryError) || isRepositoryError(error, 'cancelled')) throw error
      this.#account.find('tree-unreadable', `${path}/`, error.message, { blobId: id })
      return undefined
    }
  }

  #checkNode(node: Node, path: string, tree: Id): void {
    const invalid = (detail: string) => this.#account.find('node-invalid', path, detail, { blobId: tree })
    if (node.type === 'irregular') invalid('an entry of unknown type')
    if (node.type === 'dir') {
      if (node.subtree === undefined) invalid('a folder without tree')
      else this.#enqueue(node.subtree, path)
    }
    if (node.type !== 'file') return
    if (node.content === null) invalid('a file without list of contents')
    for (const id of node.content ?? []) this.#checkBlob(id, path)
  }

  #checkBlob(id: Id, path: string): void {
    if (this.#repository.index.has({ type: 'data', id }) || this.#missing.has(`${id}${path}`)) return
    this.#missing.add(`${id}${path}`)
    this.#account.find('blob-missing', path, `data blob ${id}`, { blobId: id })
  }
}
