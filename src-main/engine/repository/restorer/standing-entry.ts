import { lstatSync } from 'node:fs'
import { parseTimeNs } from '../format/rfc3339.ts'
import type { Node } from '../model.ts'
import type { OverwriteMode } from './model.ts'

/** What stands at a place before it is restored. `identity` tells whether it is still the same later. */
export interface StandingEntry {
  readonly kind: 'file' | 'dir' | 'other'
  readonly identity: string
  readonly sizeBytes: bigint
  readonly modifiedNs: bigint
  readonly permissions: number
}

/** Looks at a place without following a link; undefined when nothing is there. Fails as `fs.lstat` does. */
export function standingEntryAt(path: Buffer): StandingEntry | undefined {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  if (!stats) return undefined
  return {
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'dir' : 'other',
    identity: `${stats.dev}:${stats.ino}`,
    sizeBytes: stats.size,
    modifiedNs: stats.mtimeNs,
    permissions: Number(stats.mode) & 0o7777,
  }
}

/** `keep` trusts the content that stands there, `compare` looks at it first, `skip` leaves everything alone. */
export type FileDecision = 'write' | 'compare' | 'keep' | 'skip'

/** What an overwrite mode asks for a file of the snapshot. */
export function decideFile(node: Node, standing: StandingEntry | undefined, mode: OverwriteMode): FileDecision {
  if (!standing) return 'write'
  if (isLeftAlone(node, standing, mode)) return 'skip'
  if (standing.kind !== 'file' || standing.sizeBytes !== node.size) return 'write'
  const sameTime = mode === 'if-changed' && standing.modifiedNs === modifiedNs(node)
  return sameTime ? 'keep' : 'compare'
}

/** Whether an overwrite mode forbids to touch what stands there. */
export function isLeftAlone(node: Node, standing: StandingEntry, mode: OverwriteMode): boolean {
  if (mode === 'never') return true
  return mode === 'if-newer' && (modifiedNs(node) ?? 0n) <= standing.modifiedNs
}

function modifiedNs(node: Node): bigint | undefined {
  try {
    return parseTimeNs(node.modifiedTime)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
