import { pathTextOf } from '../../filter/path-text.ts'
import type { Id, Node } from '../../model.ts'
import type { Repository } from '../../repository.ts'

/** For tests: every node of a tree by its path. */
export async function snapshotEntries(
  repository: Repository,
  tree: Id,
  folder = '',
  entries = new Map<string, Node>(),
): Promise<Map<string, Node>> {
  for (const node of (await repository.loadTree(tree)).nodes) {
    const path = `${folder}/${pathTextOf(node.name)}`
    entries.set(path, node)
    if (node.subtree !== undefined) await snapshotEntries(repository, node.subtree, path, entries)
  }
  return entries
}

/** For tests: the content of a file node. */
export async function contentOf(repository: Repository, node: Node | undefined): Promise<Buffer> {
  const chunks = (node?.content ?? []).map((id) => repository.loadBlob({ type: 'data', id }))
  return Buffer.concat(await Promise.all(chunks))
}
