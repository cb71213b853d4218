import type { Rule } from '#shared/features/monitoring/values.ts'

export const ruleShows = ['all', 'trouble', 'firing', 'tuned', 'off'] as const

/** What the list of rules is narrowed to. */
export interface RuleFilter {
  readonly show?: (typeof ruleShows)[number] | undefined
  readonly file?: string | undefined
  readonly search?: string | undefined
}

const isShown: Readonly<Record<(typeof ruleShows)[number], (rule: Rule) => boolean>> = {
  all: () => true,
  trouble: (rule) => rule.isEnabled && (rule.health === 'error' || rule.health === 'no-data'),
  firing: (rule) => rule.firing > 0 || rule.pending > 0,
  tuned: (rule) => rule.override !== null,
  off: (rule) => !rule.isEnabled,
}

/** The rules that are looked for: by how they stand, by file, and by any word of their name, group or condition. */
export function filterRules(rules: readonly Rule[], { show = 'all', file, search = '' }: RuleFilter): readonly Rule[] {
  const wanted = search.normalize('NFKC').toLowerCase()
  return rules.filter(
    (rule) =>
      isShown[show](rule) &&
      (file === undefined || rule.file === file) &&
      `${rule.name} ${rule.group} ${rule.expression}`.normalize('NFKC').toLowerCase().includes(wanted),
  )
}
