import type { StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'

type CheckState = SecurityCheck['state']

/** What a state of a check looks like. */
export const checkTones: Readonly<Record<CheckState, StateTone>> = {
  good: 'good',
  weak: 'warning',
  bad: 'failed',
  unknown: 'off',
  'not-applicable': 'off',
}

const urgency: Readonly<Record<CheckState, number>> = { bad: 0, weak: 1, unknown: 2, good: 3, 'not-applicable': 4 }

/** The checks, worst first; those of one state as the program lists them. */
export function worstFirst(checks: readonly SecurityCheck[]): readonly SecurityCheck[] {
  return checks.toSorted((a, b) => urgency[a.state] - urgency[b.state])
}

/** What needs mending, worst first. */
export function toMend(checks: readonly SecurityCheck[]): readonly SecurityCheck[] {
  return worstFirst(checks).filter((check) => check.state === 'bad' || check.state === 'weak')
}

/** The one sentence: as bad as the worst check; without any check that could be done nothing is known. */
export function verdictOf(checks: readonly SecurityCheck[]): 'good' | 'weak' | 'bad' | 'unknown' {
  if (checks.some((check) => check.state === 'bad')) return 'bad'
  if (checks.some((check) => check.state === 'weak')) return 'weak'
  return checks.some((check) => check.state === 'good') ? 'good' : 'unknown'
}

/** The earliest moment any of the checks was done: nothing shown is older. */
export function oldestCheck(checks: readonly SecurityCheck[]): string | null {
  return checks.map((check) => check.checkedAt).toSorted()[0] ?? null
}

export type OwaspYear = '2021' | '2025'
export const owaspItems = ['A01', 'A02', 'A03', 'A04', 'A05', 'A06', 'A07', 'A08', 'A09', 'A10'] as const
export type OwaspItem = (typeof owaspItems)[number]

/** The checks that are evidence for an item, worst first. */
export function evidenceFor(
  checks: readonly SecurityCheck[],
  year: OwaspYear,
  item: OwaspItem,
): readonly SecurityCheck[] {
  return worstFirst(checks.filter((check) => check.owasp.includes(`${year}:${item}`)))
}

/** The state of an item: that of its worst check; one that nothing speaks for is unknown, never good. */
export function itemState(evidence: readonly SecurityCheck[]): CheckState {
  const told = evidence.filter((check) => check.state !== 'not-applicable')
  if (told.length > 0) return worstFirst(told)[0]?.state ?? 'unknown'
  return evidence.length > 0 ? 'not-applicable' : 'unknown'
}
