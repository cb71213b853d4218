import { type Matcher, matcherSchema } from '#shared/features/monitoring/values.ts'

export const operators = matcherSchema.shape.operator.options

/** A condition as rule files and Alertmanager write it. */
export function matcherText({ name, operator, value }: Matcher): string {
  return `${name}${operator}${JSON.stringify(value)}`
}

/** Conditions side by side. */
export function matchersText(matchers: readonly Matcher[]): string {
  return matchers.map(matcherText).join(', ')
}

/** Conditions that hold for exactly what these labels name, the telling ones first. */
export function matchersOf(labels: Readonly<Record<string, string>>): Matcher[] {
  const rank = (name: string) => (name === 'alertname' ? 0 : name === 'severity' ? 2 : 1)
  return Object.entries(labels)
    .toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
    .map(([name, value]) => ({ name, operator: '=', value }))
}
