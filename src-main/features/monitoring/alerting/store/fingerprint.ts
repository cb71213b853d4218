import { createHash } from 'node:crypto'
import type { RuleObservation } from '../../rule-observation.ts'

/** The same for the alerts of one rule that have the same labels, and for no others. */
export function fingerprintOf(
  { group, rule }: Pick<RuleObservation, 'group' | 'rule'>,
  labels: Readonly<Record<string, string>>,
): string {
  const pairs = Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([group, rule, pairs]))
    .digest('hex')
}
