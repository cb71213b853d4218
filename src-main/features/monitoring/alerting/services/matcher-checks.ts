import type { Matcher } from '#shared/features/monitoring/values.ts'
import { labelsOf, matches } from '../decision/known-alert.ts'

/** What is wrong with a pattern; null where it can be compared with. */
export function matcherFault(matcher: Matcher): string | null {
  try {
    matches([matcher], labelsOf({}))
    return null
  } catch (error) {
    return error instanceof Error ? error.message : 'pattern-invalid'
  }
}

/** Issues of a list of matchers for VALIDATION. */
export function matcherIssues(matchers: readonly Matcher[]): { path: string; message: string }[] {
  return matchers.flatMap((matcher, at) =>
    matcherFault(matcher) === null ? [] : [{ path: `matchers.${at}.value`, message: 'pattern-invalid' }],
  )
}
