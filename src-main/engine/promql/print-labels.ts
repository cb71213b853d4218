import { quote } from './parser/string-literal.ts'

/** Labels as Prometheus writes them in messages. */
export function formatLabels(entries: Iterable<readonly [string, string]>): string {
  return `{${[...entries].map(([name, value]) => `${formatLabelName(name)}=${quote(value)}`).join(', ')}}`
}

/** A label's name, in quotes where it is more than letters, digits and underscores. */
export function formatLabelName(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : quote(name)
}
