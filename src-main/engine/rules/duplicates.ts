import { Labels } from '../timeseries/index.ts'
import type { Rule, RuleGroup } from './model.ts'

/** Rules that share name and labels with one before them; Prometheus takes them, but what they write gets mixed up. */
export function duplicateRules(groups: readonly RuleGroup[]): readonly Rule[] {
  const seen = new Set<string>()
  return groups
    .flatMap(({ rules }) => rules)
    .filter(({ kind, name, labels }) => {
      const key = `${kind}\n${name}\n${Labels.of(labels).key}`
      const isKnown = seen.has(key)
      seen.add(key)
      return isKnown
    })
}
