import { type BigIntStats, fstatSync, lstatSync, readdirSync, readlinkSync } from 'node:fs'
import type { EntryStatus } from './entry.ts'
import { groupName, userName } from './owner-names.ts'

function entryStatus(stats: BigIntStats): EntryStatus {
  const uid = Number(stats.uid)
  const gid = Number(stats.gid)
  return {
    mode: Number(stats.mode),
    uid,
    gid,
    user: userName(uid),
    group: groupName(gid),
    inode: stats.ino,
    deviceId: stats.dev,
    device: isDevice(Number(stats.mode)) ? stats.rdev : 0n,
    sizeBytes: stats.size,
    links: stats.nlink,
    modifiedNs: stats.mtimeNs,
    accessNs: stats.atimeNs,
    changeNs: stats.ctimeNs,
  }
}

function isDevice(mode: number): boolean {
  const type = mode & 0o170000
  return type === 0o020000 || type === 0o060000
}

/** What the file system says about the entry itself; a symbolic link is not followed. Fails as `fs.lstat` does. */
export function readEntryStatus(path: Buffer): EntryStatus {
  return entryStatus(lstatSync(path, { bigint: true }))
}

/** The status of an open file. Compare it with the one read by path to notice that the file was replaced in between. */
export function readOpenStatus(fd: number): EntryStatus {
  return entryStatus(fstatSync(fd, { bigint: true }))
}

/** Names inside a folder as raw bytes, without `.` and `..`, ascending by bytes. Fails as `fs.readdir` does. */
export function readDirectory(path: Buffer): Buffer[] {
  return readdirSync(path, { encoding: 'buffer' }).sort(Buffer.compare)
}

/** The raw bytes of a symbolic link's target. */
export function readLinkTarget(path: Buffer): Buffer {
  return readlinkSync(path, { encoding: 'buffer' })
}
