import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'
import { instant, minute } from './sample.ts'
import { variant } from './variant.ts'

type Sample = Pick<SecurityCheck, 'id' | 'evidence' | 'mend'> & {
  readonly state: SecurityCheck['state']
  readonly owasp: string
}

const samples: readonly Sample[] = [
  {
    id: 'two-factor-coverage',
    state: 'weak',
    evidence: { people: 124, without: 31 },
    owasp: '2021:A07 2025:A07',
    mend: '/security/people?twoFactor=off',
  },
  {
    id: 'administrators-two-factor',
    state: 'bad',
    evidence: { administrators: 3, without: 1 },
    owasp: '2021:A07 2021:A01 2025:A07 2025:A01',
    mend: '/security/people?role=administrator',
  },
  {
    id: 'old-api-keys',
    state: 'weak',
    evidence: { keys: 4, old: 1, days: 180 },
    owasp: '2021:A07 2025:A07',
    mend: '/security/api-keys',
  },
  {
    id: 'default-certificate',
    state: 'weak',
    evidence: { issuer: 'CN=kuraban' },
    owasp: '2021:A02 2021:A05 2025:A04 2025:A02',
    mend: '/security/secrets',
  },
  { id: 'certificate-expiry', state: 'good', evidence: { days: 355 }, owasp: '2021:A02 2025:A04', mend: null },
  { id: 'https-in-use', state: 'good', evidence: { certificate: 'generated' }, owasp: '2021:A02 2025:A04', mend: null },
  {
    id: 'unverified-backups',
    state: 'weak',
    evidence: { repositories: 5, unverified: 1, failing: 0, days: 35 },
    owasp: '2021:A08 2025:A08',
    mend: '/backup',
  },
  {
    id: 'secret-store-strength',
    state: 'weak',
    evidence: { kind: 'key-file', slots: 1 },
    owasp: '2021:A02 2025:A04',
    mend: '/security/secrets',
  },
  { id: 'recovery-sheet', state: 'weak', evidence: {}, owasp: '2021:A02 2025:A04', mend: '/security/secrets' },
  {
    id: 'audit-chain',
    state: 'good',
    evidence: { rows: 10_000, unsealedRows: 1 },
    owasp: '2021:A09 2021:A08 2025:A09 2025:A08',
    mend: '/security/audit',
  },
  { id: 'log-masking', state: 'good', evidence: { tried: 12, leaked: 0 }, owasp: '2021:A09 2025:A09', mend: null },
  { id: 'content-policy', state: 'good', evidence: { loose: 0 }, owasp: '2021:A03 2025:A05', mend: null },
  { id: 'input-guard', state: 'good', evidence: { tried: 9, taken: 0 }, owasp: '2021:A03 2025:A05', mend: null },
  { id: 'outgoing-guard', state: 'good', evidence: { tried: 14, taken: 0 }, owasp: '2021:A10 2025:A01', mend: null },
  { id: 'rate-limits', state: 'good', evidence: { enabled: 1, shared: 0 }, owasp: '2021:A04 2025:A06', mend: null },
  {
    id: 'outdated-electron',
    state: 'not-applicable',
    evidence: {},
    owasp: '2021:A06 2025:A03',
    mend: null,
  },
  {
    id: 'dependency-inventory',
    state: 'unknown',
    evidence: {},
    owasp: '2021:A06 2021:A08 2025:A03 2025:A08',
    mend: null,
  },
  { id: 'unexpected-failures', state: 'good', evidence: { failures: 0, hours: 24 }, owasp: '2025:A10', mend: null },
]

/** What the checks found: most is well, some is weak, one thing is bad; or, where all is good, nothing is. */
export const checks: readonly SecurityCheck[] = samples.map(({ owasp, ...check }) => ({
  ...check,
  state: variant === 'good' && check.state !== 'not-applicable' ? 'good' : check.state,
  checkedAt: instant(-3 * minute),
  owasp: owasp.split(' '),
}))
