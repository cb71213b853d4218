import type { Node } from '#main/engine/repository/index.ts'
import type { SnapshotEntry } from '#shared/features/backup/values.ts'
import { displayOfQuoted, quotedPathOf } from '../quoted-path.ts'

const typeLetters: Readonly<Record<SnapshotEntry['type'], string>> = {
  file: '-',
  dir: 'd',
  symlink: 'l',
  dev: 'b',
  chardev: 'c',
  fifo: 'p',
  socket: 's',
  irregular: '?',
}

/** Bits of Go's FileMode above the permissions. */
const setuid = 2 ** 23
const setgid = 2 ** 22
const sticky = 2 ** 20

/** A node of a snapshot's folder as people see it; `folder` is the quoted path of the folder, without a slash at its end. */
export function entryOf(node: Node, folder: string): SnapshotEntry {
  const name = quotedPathOf(node.name)
  const path = `${folder}/${name.quoted}`
  return {
    name,
    path: { quoted: path, display: displayOfQuoted(path) },
    type: node.type,
    sizeBytes: node.type === 'file' ? Number(node.size) : null,
    modifiedAt: node.modifiedTime,
    mode: modeText(node.type, node.mode),
    owner: node.user === '' ? String(node.uid) : node.user,
    group: node.group === '' ? String(node.gid) : node.group,
    linkTarget: node.linkTarget === undefined ? null : quotedPathOf(node.linkTarget).display,
  }
}

/** Type and permissions as `ls -l` writes them. */
export function modeText(type: SnapshotEntry['type'], goMode: number): string {
  const has = (bit: number): boolean => Math.floor(goMode / bit) % 2 === 1
  const triple = (shift: number, special: boolean, letter: string): string => {
    const bits = (goMode >> shift) & 7
    const executable = (bits & 1) !== 0
    const last = special ? (executable ? letter : letter.toUpperCase()) : executable ? 'x' : '-'
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`
  }
  return `${typeLetters[type]}${triple(6, has(setuid), 's')}${triple(3, has(setgid), 's')}${triple(0, has(sticky), 't')}`
}
