import { join } from 'node:path'
import type { FileKind } from '../model.ts'
import type { FileHandle } from './backend.ts'

const folders: Readonly<Record<Exclude<FileKind, 'config'>, string>> = {
  key: 'keys',
  data: 'data',
  index: 'index',
  snapshot: 'snapshots',
  lock: 'locks',
}

/** The folder a kind of file lies in, below the root of a repository. */
export function folderOf(root: string, kind: FileKind): string {
  return kind === 'config' ? root : join(root, folders[kind])
}

/** The place of a file: packs lie one folder deeper, under the first two digits of their id. */
export function pathOf(root: string, file: FileHandle): string {
  if (file.kind === 'config') return join(root, 'config')
  if (file.kind === 'data') return join(root, 'data', file.name.slice(0, 2), file.name)
  return join(folderOf(root, file.kind), file.name)
}

/** All folders of a new repository, parents first. */
export function foldersToCreate(root: string): string[] {
  const packs = Array.from({ length: 256 }, (_, index) => join(root, 'data', index.toString(16).padStart(2, '0')))
  return [root, ...Object.values(folders).map((folder) => join(root, folder)), ...packs]
}

/** The name of a file in messages, the same for every backend. */
export function describeFile(file: FileHandle): string {
  return file.kind === 'config' ? 'config' : `${folders[file.kind]}/${file.name}`
}
