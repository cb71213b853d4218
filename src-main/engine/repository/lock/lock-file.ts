import { hostname } from 'node:os'
import { z } from 'zod'
import { formatTimeNs, parseTimeNs } from '../format/rfc3339.ts'
import type { Id } from '../model.ts'
import { currentUser } from '../process-identity.ts'

/** Content of a lock file. */
export interface LockContent {
  readonly time: string
  readonly exclusive: boolean
  readonly hostname: string
  readonly username: string
  readonly pid: number
}

/** A lock file found in the repository. */
export interface FoundLock extends LockContent {
  readonly id: Id
}

const lockSchema = z.object({
  time: z.string(),
  exclusive: z.boolean().default(false),
  hostname: z.string().default(''),
  username: z.string().default(''),
  pid: z.number().int().default(0),
})

/** Reads a lock. Throws when the content is none. */
export function decodeLock(id: Id, plain: Uint8Array): FoundLock {
  const content = lockSchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')))
  parseTimeNs(content.time)
  return { id, ...content }
}

/** The bytes of a lock of this process, as of now. */
export function encodeOwnLock(exclusive: boolean): Uint8Array {
  const { username, uid, gid } = currentUser()
  const content = {
    time: formatTimeNs(BigInt(Date.now()) * 1_000_000n),
    exclusive,
    hostname: hostname(),
    username,
    pid: process.pid,
    ...(uid === 0 ? {} : { uid }),
    ...(gid === 0 ? {} : { gid }),
  }
  return Buffer.from(JSON.stringify(content), 'utf8')
}

const staleAfterMs = 30 * 60_000

/** Whether nobody can be working under the lock any more: older than 30 minutes, or of a process of this machine that is gone. */
export function isStale(lock: LockContent, nowMs = Date.now()): boolean {
  const ageMs = nowMs - Number(parseTimeNs(lock.time) / 1_000_000n)
  if (ageMs > staleAfterMs) return true
  return lock.hostname === hostname() && !isProcessAlive(lock.pid)
}

/** Whether a process with the number exists on this machine, whoever owns it. */
export function isProcessAlive(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
