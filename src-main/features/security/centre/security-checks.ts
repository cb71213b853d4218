import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'

/** What one look found. */
export interface Finding {
  readonly state: SecurityCheck['state']
  readonly evidence: SecurityCheck['evidence']
}

/** One automatic check. It looks at the site itself; what it says is never ticked by hand. */
export interface Check {
  readonly id: string
  /** Items of the OWASP Top 10 it is evidence for. */
  readonly owasp: readonly string[]
  /** Route of the screen where it is mended; null where nothing can be done in the program. */
  readonly mend: string | null
  look(): Finding | Promise<Finding>
}

/** Good when there is none, else bad or weak as told. */
export function noneOf(count: number, otherwise: 'weak' | 'bad'): SecurityCheck['state'] {
  return count === 0 ? 'good' : otherwise
}
