import { type EntryStatus, readExtendedAttributes, readLinkTarget } from '../filesystem/index.ts'
import { formatTimeNs } from './format/rfc3339.ts'
import { goFileMode, nodeTypeOf } from './go-file-mode.ts'
import type { Node, NodeType } from './model.ts'

/** What of an entry a backup may leave out. */
export interface NodeReading {
  /** Store the real access time; restic's default is to store the modification time in its place, so that reading changes no tree. */
  readonly withAccessTime?: boolean
  /** An extended attribute could not be read; the node is built without them. Without this the error is thrown. */
  readonly onAttributeError?: (error: unknown) => void
}

const linkedTypes: ReadonlySet<NodeType> = new Set(['file', 'symlink', 'dev', 'chardev'])
const deviceTypes: ReadonlySet<NodeType> = new Set(['dev', 'chardev'])

/**
 * Builds the node of an entry as restic would: everything but `content` of a file (empty here) and `subtree` of a folder, which the
 * caller adds. Reads the link target and the extended attributes at `path`. A socket or a node of type `irregular` is for the caller to leave out.
 */
export function nodeFromEntry(path: Buffer, name: Uint8Array, status: EntryStatus, reading: NodeReading = {}): Node {
  const type = nodeTypeOf(status.mode)
  const modifiedTime = formatTimeNs(status.modifiedNs)
  return {
    name,
    type,
    mode: goFileMode(status.mode),
    modifiedTime,
    accessTime: reading.withAccessTime === true ? formatTimeNs(status.accessNs) : modifiedTime,
    changeTime: process.platform === 'win32' ? modifiedTime : formatTimeNs(status.changeNs),
    uid: status.uid,
    gid: status.gid,
    user: status.user,
    group: status.group,
    ...identity(status, type),
    size: type === 'file' ? status.sizeBytes : 0n,
    ...(type === 'symlink' && { linkTarget: readLinkTarget(path) }),
    extendedAttributes: attributesOf(path, reading),
    device: deviceTypes.has(type) ? status.device : 0n,
    content: type === 'file' ? [] : null,
  }
}

function identity(status: EntryStatus, type: NodeType): Pick<Node, 'inode' | 'deviceId' | 'links'> {
  if (process.platform === 'win32') return { inode: 0n, deviceId: 0n, links: 0n }
  return { inode: status.inode, deviceId: status.deviceId, links: linkedTypes.has(type) ? status.links : 0n }
}

function attributesOf(path: Buffer, reading: NodeReading): Node['extendedAttributes'] {
  try {
    return readExtendedAttributes(path)
  } catch (error) {
    if (!reading.onAttributeError) throw error
    reading.onAttributeError(error)
    return []
  }
}
