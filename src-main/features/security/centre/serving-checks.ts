import { dayMs } from '#main/platform/durations.ts'
import type { CertificateStatus } from '#shared/features/security/contract/centre.ts'
import { type Check, noneOf } from './security-checks.ts'

const renewBeforeDays = 21

export interface ServingCheckPorts {
  readonly now: () => number
  readonly certificate: () => CertificateStatus
  /** Whether people reach the program over a network: false on the desktop and on loopback. */
  readonly isNetworked: () => boolean
  readonly contentPolicy: string
  readonly limits: () => { readonly idleMs: number; readonly absoluteMs: number }
  readonly rateLimits: () => { readonly enabled: boolean; readonly shared: boolean }
  /** Unexpected failures of calls in the last day. */
  readonly unexpectedFailures: () => number
  /** Hostile inputs that the border of the program took, of so many tried. */
  readonly probeInputs: () => { readonly tried: number; readonly taken: number }
  /** Addresses inside the network that outgoing calls would go to, of so many tried. */
  readonly probeOutgoing: () => Promise<{ readonly tried: number; readonly taken: number }>
}

/** How the program meets the network. */
export function servingChecks(ports: ServingCheckPorts): readonly Check[] {
  return [...transportChecks(ports), ...borderChecks(ports), ...limitChecks(ports)]
}

function transportChecks({ now, certificate, isNetworked }: ServingCheckPorts): readonly Check[] {
  const owasp = ['2021:A02', '2025:A04']
  return [
    {
      ...{ id: 'https-in-use', owasp, mend: null },
      look: () => {
        const { kind } = certificate()
        if (kind !== 'none') return { state: 'good', evidence: { certificate: kind } }
        return { state: isNetworked() ? 'bad' : 'not-applicable', evidence: { certificate: kind } }
      },
    },
    {
      ...{ id: 'default-certificate', owasp: [...owasp, '2021:A05', '2025:A02'], mend: '/security/secrets' },
      look: () => {
        const { kind, issuer } = certificate()
        if (kind === 'none') return { state: 'not-applicable', evidence: {} }
        return { state: kind === 'own' ? 'good' : 'weak', evidence: { issuer: issuer ?? '' } }
      },
    },
    {
      ...{ id: 'certificate-expiry', owasp, mend: '/security/secrets' },
      look: () => {
        const { notAfter, failure } = certificate()
        if (notAfter === null) return { state: 'not-applicable', evidence: {} }
        const days = Math.floor((Date.parse(notAfter) - now()) / dayMs)
        const state = days < 0 ? 'bad' : days < renewBeforeDays || failure !== null ? 'weak' : 'good'
        return { state, evidence: { days, ...(failure === null ? {} : { failure }) } }
      },
    },
  ]
}

function borderChecks(ports: ServingCheckPorts): readonly Check[] {
  return [
    {
      ...{ id: 'content-policy', owasp: ['2021:A03', '2021:A05', '2025:A05', '2025:A02'], mend: null },
      look: () => {
        const loose = ["'unsafe-inline'", "'unsafe-eval'", '*'].filter((word) =>
          ports.contentPolicy.split(/[\s;]+/).includes(word),
        )
        const isClosed = ports.contentPolicy.includes("default-src 'none'")
        return { state: loose.length === 0 && isClosed ? 'good' : 'bad', evidence: { loose: loose.length } }
      },
    },
    {
      ...{ id: 'input-guard', owasp: ['2021:A03', '2021:A08', '2025:A05', '2025:A08'], mend: null },
      look: () => {
        const { tried, taken } = ports.probeInputs()
        return { state: noneOf(taken, 'bad'), evidence: { tried, taken } }
      },
    },
    {
      ...{ id: 'outgoing-guard', owasp: ['2021:A10', '2025:A01'], mend: null },
      look: async () => {
        const { tried, taken } = await ports.probeOutgoing()
        return { state: noneOf(taken, 'bad'), evidence: { tried, taken } }
      },
    },
    {
      ...{ id: 'unexpected-failures', owasp: ['2025:A10'], mend: null },
      look: () => {
        const failures = ports.unexpectedFailures()
        return { state: noneOf(failures, 'weak'), evidence: { failures, hours: 24 } }
      },
    },
  ]
}

function limitChecks({ limits, rateLimits }: ServingCheckPorts): readonly Check[] {
  return [
    {
      ...{ id: 'rate-limits', owasp: ['2021:A04', '2021:A07', '2025:A06', '2025:A07'] },
      mend: '/settings/configuration?find=rateLimit',
      look: () => {
        const { enabled, shared } = rateLimits()
        return { state: enabled ? 'good' : 'bad', evidence: { enabled: Number(enabled), shared: Number(shared) } }
      },
    },
    {
      ...{ id: 'session-limits', owasp: ['2021:A07', '2025:A07'] },
      mend: '/settings/configuration?find=session',
      look: () => {
        const idleMinutes = limits().idleMs / 60_000
        const absoluteHours = limits().absoluteMs / 3_600_000
        return {
          state: idleMinutes <= 30 && absoluteHours <= 8 ? 'good' : 'weak',
          evidence: { idleMinutes, absoluteHours },
        }
      },
    },
  ]
}
