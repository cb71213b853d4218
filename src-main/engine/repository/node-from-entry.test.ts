import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { makeFifo, readDirectory, readEntryStatus, setTimes, writeExtendedAttribute } from '../filesystem/index.ts'
import type { Node } from './model.ts'
import { nodeFromEntry } from './node-from-entry.ts'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'node-from-entry-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const environment = { ...process.env, RESTIC_PASSWORD: 'x', RESTIC_REPOSITORY: '', RESTIC_CACHE_DIR: '' }

function restic(...parameters: string[]): string {
  const settings = { RESTIC_REPOSITORY: `${folder}/repository`, RESTIC_CACHE_DIR: `${folder}/cache` }
  return execFileSync('/usr/bin/restic', ['-q', ...parameters], { env: { ...environment, ...settings } }).toString()
}

const storedTree = z.object({ nodes: z.array(z.looseObject({ name: z.string(), subtree: z.string().optional() })) })

/** The nodes restic itself stored for the folder `source`. */
function nodesOfRestic(source: string) {
  restic('init')
  restic('backup', source)
  const [snapshot = ''] = fs.readdirSync(`${folder}/repository/snapshots`)
  let tree = z.object({ tree: z.string() }).parse(JSON.parse(restic('cat', 'snapshot', snapshot))).tree
  for (const name of source.split('/').slice(1)) {
    const nodes = storedTree.parse(JSON.parse(restic('cat', 'blob', tree))).nodes
    tree = nodes.find((node) => node.name === name)?.subtree ?? ''
  }
  return storedTree.parse(JSON.parse(restic('cat', 'blob', tree))).nodes
}

/** The fields of the format that stand for the node, empty ones left out, as restic writes them. */
function plainNode(node: Node) {
  const all = {
    type: node.type,
    mode: node.mode,
    mtime: node.modifiedTime,
    atime: node.accessTime,
    ctime: node.changeTime,
    uid: node.uid,
    gid: node.gid,
    user: node.user,
    group: node.group,
    inode: Number(node.inode),
    device_id: Number(node.deviceId),
    size: Number(node.size) || undefined,
    links: Number(node.links) || undefined,
    linktarget: node.linkTarget && Buffer.from(node.linkTarget).toString(),
    device: Number(node.device) || undefined,
    extended_attributes:
      node.extendedAttributes.length > 0
        ? node.extendedAttributes.map(({ name, value }) => ({ name, value: Buffer.from(value).toString('base64') }))
        : undefined,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

it('builds the same node as restic for files, links, folders and pipes', () => {
  const source = path.join(folder, 'source')
  fs.mkdirSync(path.join(source, 'folder'), { recursive: true })
  fs.writeFileSync(path.join(source, 'file'), 'content')
  fs.chmodSync(path.join(source, 'file'), 0o4711)
  fs.linkSync(path.join(source, 'file'), path.join(source, 'hardlink'))
  fs.writeFileSync(path.join(source, 'empty'), '')
  fs.symlinkSync('file', path.join(source, 'link'))
  makeFifo(Buffer.from(path.join(source, 'pipe')), 0o640)
  writeExtendedAttribute(Buffer.from(path.join(source, 'file')), 'user.note', Buffer.from('蔵番'))
  setTimes(Buffer.from(path.join(source, 'empty')), 7n, 1_600_000_000_120_000_000n)

  const expected = nodesOfRestic(source)
  const built = readDirectory(Buffer.from(source)).map((name) => {
    const entry = Buffer.from(path.join(source, name.toString()))
    return nodeFromEntry(entry, name, readEntryStatus(entry))
  })
  expect(built.map((node) => Buffer.from(node.name).toString())).toEqual(expected.map((node) => node.name))
  expect(built.map(plainNode)).toEqual(expected.map(({ name, content, subtree, ...rest }) => rest))
})

it('stores the real access time when asked to', () => {
  const file = Buffer.from(path.join(folder, 'file'))
  fs.writeFileSync(file, '')
  setTimes(file, 1_000_000_000n, 2_000_000_000n)
  const node = nodeFromEntry(file, Buffer.from('file'), readEntryStatus(file), { withAccessTime: true })
  expect(Date.parse(node.accessTime)).toBe(1000)
  expect(Date.parse(node.modifiedTime)).toBe(2000)
})
