import type { LabelMatcher, Labels } from '../timeseries/index.ts'
import { compilePattern } from './pattern.ts'

/** Whether a matcher lets a value pass; a missing label is an empty value. */
export function matchesValue(matcher: LabelMatcher, value: string): boolean {
  switch (matcher.operator) {
    case '=':
      return matcher.value === value
    case '!=':
      return matcher.value !== value
    case '=~':
      return compilePattern(matcher.value).matches(value)
    case '!~':
      return !compilePattern(matcher.value).matches(value)
  }
}

export function matchesEmpty(matcher: LabelMatcher): boolean {
  return matchesValue(matcher, '')
}

/** Whether all matchers let these labels pass. */
export function matchesLabels(matchers: readonly LabelMatcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matchesValue(matcher, labels.get(matcher.name)))
}
