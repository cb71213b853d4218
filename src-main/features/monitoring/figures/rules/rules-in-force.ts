import { applyTunings, type Rule, type RuleGroup } from '#main/engine/rules/index.ts'
import type { RuleOverride } from '../repository/rule-overrides.ts'
import type { RuleFile } from './rule-files.ts'

/** A rule as its file has it, with what was changed beside the file. */
export interface RuleInForce {
  readonly id: string
  readonly file: string
  readonly groupKey: string
  readonly group: RuleGroup
  readonly written: Rule
  readonly inForce: Rule
  readonly isEnabled: boolean
  readonly override: RuleOverride | null
}

/** A group that runs: its rules that are switched on, in order. */
export interface GroupInForce {
  readonly key: string
  readonly group: RuleGroup
  readonly ruleIds: readonly string[]
}

export const defaultIntervalMs = 30_000

const keyOf = (file: string, group: string) => `${file}/${group}`

/** Every rule of the files with its overrides. Ids stay the same as long as file, group, name and order of equals do. */
export function rulesInForce(files: readonly RuleFile[], overrides: readonly RuleOverride[]): RuleInForce[] {
  const byId = new Map(overrides.map((override) => [override.ruleId, override]))
  return files.flatMap(({ name, groups, isBuiltIn }) =>
    groups.flatMap((group) => {
      const counts = new Map<string, number>()
      return group.rules.map((written) => {
        const count = counts.get(written.name) ?? 0
        counts.set(written.name, count + 1)
        const id = `${keyOf(name, group.name)}/${written.name}#${count}`
        const override = byId.get(id) ?? null
        const inForce = override === null ? written : overridden(group, written, override)
        const isEnabled = override?.isEnabled ?? !(isBuiltIn && name === optionalFile)
        return { id, file: name, groupKey: keyOf(name, group.name), group, written, inForce, isEnabled, override }
      })
    }),
  )
}

/** What comes with the program and is only in force where somebody has switched it on. */
const optionalFile = 'optional.yml'

function overridden(group: RuleGroup, written: Rule, override: RuleOverride): Rule {
  if (written.kind !== 'alerting') return written
  const base = override.expression === null ? written : { ...written, expression: override.expression }
  const tuning = {
    ...{ group: group.name, rule: written.name },
    ...(override.forSeconds === null ? {} : { forMs: override.forSeconds * 1000 }),
    ...(override.threshold === null ? {} : { threshold: override.threshold }),
  }
  const [tuned] = applyTunings([{ ...group, rules: [base] }], [tuning]).groups
  return tuned?.rules[0] ?? base
}

/** The groups that run; one whose rules are all switched off does not. */
export function groupsInForce(rules: readonly RuleInForce[]): GroupInForce[] {
  const enabled = rules.filter(({ isEnabled }) => isEnabled)
  return [...Map.groupBy(enabled, ({ groupKey }) => groupKey)].flatMap(([key, of]) => {
    const [first] = of
    if (first === undefined) return []
    return [
      { key, group: { ...first.group, rules: of.map(({ inForce }) => inForce) }, ruleIds: of.map(({ id }) => id) },
    ]
  })
}
