import type { RuleGroup } from './model.ts'

/**
 * The first tick of a group after a moment: multiples of its interval since 1970, moved by a share of the interval that
 * follows from its file and name, so that groups do not all run at once and each keeps its beat over restarts.
 */
export function tickAfter(group: Pick<RuleGroup, 'file' | 'name'>, intervalMs: number, nowMs: number): number {
  const offset = hash(`${group.file};${group.name}`) % intervalMs
  return Math.floor((nowMs - offset) / intervalMs + 1) * intervalMs + offset
}

/** Ticks that lay between two that ran and were left out because the group was late. */
export function missedTicks(previousMs: number, currentMs: number, intervalMs: number): number {
  return Math.max(0, Math.round((currentMs - previousMs) / intervalMs) - 1)
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193)
  return value >>> 0
}
