import { Command } from 'commander'
import {
  displayPath,
  type Id,
  type Node,
  type Repository,
  RepositoryError,
  type Snapshot,
} from '#main/engine/repository/index.ts'
import { wrongFlag } from '../flags.ts'
import { localTimeText } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { withRepositoryFlags } from './location.ts'
import { permissionText } from './permissions.ts'
import { withRepository } from './session.ts'
import { type SnapshotFlags, snapshotFilter, splitSnapshotPath, withSnapshotFlags } from './snapshot-filter.ts'
import { snapshotJson } from './snapshots.ts'

interface LsFlags extends SnapshotFlags {
  readonly long?: boolean
  readonly recursive?: boolean
}

/** `kuraban repo ls`: lists what a snapshot holds, all of it or some folders. */
export function lsCommand(terminal: Terminal): Command {
  return withSnapshotFlags(withRepositoryFlags(new Command('ls')))
    .description('list files in a snapshot')
    .argument('<snapshotID[:folder]>', 'id, unique beginning of an id, or latest')
    .argument('[dir...]', 'only these absolute folders of the snapshot')
    .option('-l, --long', 'use a long listing format showing size and mode')
    .option('--recursive', 'include files in subfolders of the folders listed')
    .action(async (named: string, folders: string[], options: LsFlags, command: Command) => {
      const relative = folders.find((folder) => !folder.startsWith('/'))
      if (relative !== undefined) throw wrongFlag('dir', relative, 'an absolute folder of the snapshot, such as /home')
      await withRepository(command, terminal, 'shared', async ({ repository, flags, signal }) => {
        const { id, folder } = splitSnapshotPath(named)
        const snapshot = await repository.findSnapshot(id, snapshotFilter(options, terminal))
        await repository.loadIndex(signal)
        const tree = await treeAt(repository, snapshot.tree, folder ?? '/')
        const print = printer(snapshot, flags.json === true, options.long === true, terminal)
        for await (const { path, node } of walk(repository, tree, folders, options.recursive === true)) {
          if (signal.aborted) throw new RepositoryError('cancelled', {})
          print(path, node)
        }
      })
    })
}

/** The tree of a folder inside another one. */
async function treeAt(repository: Repository, root: Id, folder: string): Promise<Id> {
  let tree = root
  for (const name of folder.split('/').filter((part) => part !== '')) {
    const { nodes } = await repository.loadTree(tree)
    const subtree = nodes.find((node) => displayPath(node.name) === name)?.subtree
    if (subtree === undefined) throw new RepositoryError('path-not-in-snapshot', { path: folder })
    tree = subtree
  }
  return tree
}

interface Found {
  readonly path: string
  readonly node: Node
}

/** Nodes in tree order. With folders given: each folder itself and what lies directly in it, or everything below. */
async function* walk(
  repository: Repository,
  tree: Id,
  folders: readonly string[],
  recursive: boolean,
): AsyncGenerator<Found> {
  const wanted = folders.map((folder) => folder.replace(/(?<=.)\/+$/, ''))
  const inside = (path: string) =>
    wanted.some((folder) => folder === '/' || path === folder || path.startsWith(`${folder}/`))
  const shown = (path: string) => {
    if (wanted.length === 0 || (recursive && inside(path))) return true
    return wanted.some(
      (folder) => path === folder || path.slice(0, path.lastIndexOf('/')) === folder.replace(/^\/$/, ''),
    )
  }
  const leadsOn = (path: string) =>
    wanted.length === 0 || shown(path) || wanted.some((folder) => folder.startsWith(`${path}/`))
  const descend = async function* (id: string, parent: string): AsyncGenerator<Found> {
    for (const node of (await repository.loadTree(id)).nodes) {
      const path = `${parent}/${displayPath(node.name)}`
      if (shown(path)) yield { path, node }
      if (node.subtree !== undefined && leadsOn(path)) yield* descend(node.subtree, path)
    }
  }
  yield* descend(tree, '')
}

function printer(
  snapshot: Snapshot,
  json: boolean,
  long: boolean,
  terminal: Terminal,
): (path: string, node: Node) => void {
  if (json) {
    terminal.print(JSON.stringify({ ...snapshotJson(snapshot), message_type: 'snapshot', struct_type: 'snapshot' }))
    return (path, node) => terminal.print(JSON.stringify(nodeJson(path, node)))
  }
  if (!long) return (path) => terminal.print(path)
  return (path, node) => terminal.print(longLine(path, node))
}

function longLine(path: string, node: Node): string {
  const owner = `${node.uid}:${node.gid}`.padEnd(9)
  const target = node.linkTarget === undefined ? '' : ` -> ${displayPath(node.linkTarget)}`
  return `${permissionText(node)} ${owner} ${String(node.size).padStart(10)} ${localTimeText(node.modifiedTime)} ${path}${target}`
}

function nodeJson(path: string, node: Node): Record<string, unknown> {
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    type: node.type,
    path,
    uid: node.uid,
    gid: node.gid,
    ...(node.type === 'file' && { size: Number(node.size) }),
    mode: node.mode,
    permissions: permissionText(node),
    mtime: node.modifiedTime,
    atime: node.accessTime,
    ctime: node.changeTime,
    inode: Number(node.inode),
    message_type: 'node',
    struct_type: 'node',
  }
}
