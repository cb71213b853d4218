import type { RepositoryError } from '../errors.ts'
import { quoteName } from '../format/quoted-name.ts'
import { findDisorder } from '../format/tree-codec.ts'
import type { Id, Node, Tree } from '../model.ts'
import type { CheckAccount } from './check-account.ts'
import type { CheckedContent } from './checked-content.ts'
import type { ReachedTree, TreeListener } from './reachable-trees.ts'

/** Looks whether all content of folders is known and every entry keeps the rules of the format. */
export class TreeCheck implements TreeListener {
  readonly #content: CheckedContent
  readonly #account: CheckAccount

  constructor(content: CheckedContent, account: CheckAccount) {
    this.#content = content
    this.#account = account
  }

  tree(tree: Tree, { id, path }: ReachedTree): void {
    this.#account.figures.trees += 1
    this.#account.progress('trees', this.#account.figures.trees, 0)
    const disorder = findDisorder(tree)
    if (disorder !== undefined) this.#account.find('node-invalid', `${path}/`, disorder, { blobId: id })
    for (const node of tree.nodes) this.#checkNode(node, `${path}/${quoteName(node.name)}`, id)
  }

  unreadable({ id, path }: ReachedTree, error: RepositoryError): void {
    this.#account.find('tree-unreadable', `${path}/`, error.message, { blobId: id })
  }

  #checkNode(node: Node, path: string, tree: Id): void {
    const reason = ruleBrokenBy(node)
    if (reason !== undefined) this.#account.find('node-invalid', path, reason, { blobId: tree })
    for (const id of new Set(node.content)) {
      if (this.#content.index.has({ type: 'data', id })) continue
      this.#account.find('blob-missing', path, `data blob ${id}`, { blobId: id })
    }
  }
}

function ruleBrokenBy({ type, subtree, content }: Node): string | undefined {
  if (type === 'irregular') return 'an entry of unknown type'
  if (type === 'dir' && subtree === undefined) return 'a folder without tree'
  return type === 'file' && content === null ? 'a file without list of contents' : undefined
}

/** Names the files that need one of some lost blobs. */
export class AffectedFiles implements TreeListener {
  readonly #account: CheckAccount
  readonly #lost: ReadonlySet<Id>

  constructor(account: CheckAccount, lost: ReadonlySet<Id>) {
    this.#account = account
    this.#lost = lost
  }

  tree(tree: Tree, { path }: ReachedTree): void {
    for (const { name, content } of tree.nodes) {
      const id = content?.find((each) => this.#lost.has(each))
      if (id !== undefined) {
        this.#account.find('file-affected', `${path}/${quoteName(name)}`, `data blob ${id}`, { blobId: id })
      }
    }
  }

  unreadable(): void {
    // was reported by the check of the structure
  }
}
