import { createHash } from 'node:crypto'
import type { LogBytes } from './log-bytes.ts'

const mostBytes = 1024
const newline = 10

/**
 * What a log file is known by whatever it is called and however it is packed: a digest of its first line. Null as long
 * as the first line is not complete.
 */
export function logFileKey(bytes: LogBytes): string | null {
  const start = bytes.read(0, mostBytes)
  const end = start.indexOf(newline)
  if (end < 0 && start.length < mostBytes) return null
  const line = end < 0 ? start : start.subarray(0, end)
  return createHash('sha256').update(line).digest('hex').slice(0, 16)
}
