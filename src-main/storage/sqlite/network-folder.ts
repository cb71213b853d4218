import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { StorageError } from '../storage-error.ts'

/** Linux's numbers of file systems that lie on another machine. */
const networkFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB2'],
  [0xff534d42, 'CIFS'],
])

/** Refuses a place on another machine: the write-ahead log needs shared memory, which such a place does not have. */
export async function refuseNetworkFolder(file: string): Promise<void> {
  const name = await networkName(path.dirname(path.resolve(file)))
  if (name === null) return
  const reason = `the folder lies on another machine (${name}); choose one on this machine or use PostgreSQL`
  throw new StorageError('DATABASE_CANNOT_OPEN', { location: file, reason })
}

async function networkName(folder: string): Promise<string | null> {
  if (process.platform === 'win32') return folder.startsWith('\\\\') ? 'network share' : null
  if (process.platform !== 'linux') return null
  const { type } = await statfs(folder)
  return networkFileSystems.get(type) ?? null
}
