import { isRepositoryError } from '../errors.ts'
import { pathTextOf } from '../filter/path-text.ts'
import { parseTimeNs } from '../format/rfc3339.ts'
import type { Node } from '../model.ts'
import type { Repository } from '../repository.ts'
import type { BackupRun } from './run.ts'

/** Nodes of a folder of the parent snapshot by name (path text). */
export type PreviousFolder = ReadonlyMap<string, Node>

const noFolder: PreviousFolder = new Map()

/** Knows the parent snapshot: what a folder held, and whether a file needs to be read again. */
export class ParentTrees {
  readonly #repository: Pick<Repository, 'loadTree' | 'index'>
  readonly #run: BackupRun

  constructor(repository: Pick<Repository, 'loadTree' | 'index'>, run: BackupRun) {
    this.#repository = repository
    this.#run = run
  }

  /** What the folder held; nothing when there was none, or (reported) when its tree cannot be read. */
  async load(path: string, treeId: string | undefined): Promise<PreviousFolder> {
    if (treeId === undefined) return noFolder
    try {
      const tree = await this.#repository.loadTree(treeId)
      return new Map(tree.nodes.map((node) => [pathTextOf(node.name), node]))
    } catch (error) {
      if (!isRepositoryError(error, 'damaged') && !isRepositoryError(error, 'missing')) throw error
      this.#run.report({ code: 'parent-unreadable', path, reason: error.code })
      return noFolder
    }
  }

  /** The content of an unchanged file whose chunks all exist, or undefined when the file has to be read. */
  unchangedContent(path: string, previous: Node | undefined, current: Node): Node['content'] | undefined {
    const content = previous?.content
    if (previous === undefined || content == null || !isUnchanged(previous, current)) return undefined
    if (content.every((id) => this.#repository.index.has({ type: 'data', id }))) return content
    this.#run.report({ code: 'contents-missing', path, reason: 'missing' })
    return undefined
  }
}

function isUnchanged(previous: Node, current: Node): boolean {
  return (
    previous.type === current.type &&
    previous.size === current.size &&
    previous.inode === current.inode &&
    sameInstant(previous.modifiedTime, current.modifiedTime) &&
    sameInstant(previous.changeTime, current.changeTime)
  )
}

function sameInstant(left: string, right: string): boolean {
  return left === right || parseTimeNs(left) === parseTimeNs(right)
}
