import { dayMs } from '#main/platform/durations.ts'
import type { SignInCounts } from '../repository/sign-in-statistics.ts'
import type { SecretKeeping } from '../secrets/secret-keeping.ts'
import { type Check, noneOf } from './security-checks.ts'

const verifyWithinDays = 30

/** How repositories are verified, as the backup feature counts them. */
export interface VerificationFigures {
  readonly repositories: number
  readonly verified: number
  readonly failing: number
}

/** The record's state as the checks see it. */
export interface RecordFigures {
  readonly rows: number
  readonly unsealedRows: number
  /** The last walk over the whole chain; null before the first. */
  readonly lastVerdictOk: boolean | null
  /** Places off the machine that signed states go to, and how many of them fail. */
  readonly destinations: number
  readonly failingDestinations: number
}

export interface KeepingCheckPorts {
  readonly signIns: (span: { readonly since: number; readonly until: number }) => Promise<SignInCounts>
  readonly now: () => number
  readonly keeping: Pick<SecretKeeping, 'status'>
  readonly verifiedSince: (sinceMs: number) => Promise<VerificationFigures>
  readonly record: () => Promise<RecordFigures>
  readonly approvalsRequired: () => number
  readonly mailConfigured: () => boolean
  /** Secrets that came through the masking of the log, of so many tried. */
  readonly probeMasking: () => { readonly tried: number; readonly leaked: number }
}

/** What is kept and whether it can be trusted: backups, secrets, the record. */
export function keepingChecks(ports: KeepingCheckPorts): readonly Check[] {
  return [...backupChecks(ports), ...secretChecks(ports), ...recordChecks(ports), ...decisionChecks(ports)]
}

function backupChecks({ now, verifiedSince }: KeepingCheckPorts): readonly Check[] {
  return [
    {
      ...{ id: 'unverified-backups', owasp: ['2021:A08', '2025:A08'], mend: '/backup' },
      look: async () => {
        const { repositories, verified, failing } = await verifiedSince(now() - verifyWithinDays * dayMs)
        const unverified = repositories - verified
        const state = failing > 0 ? 'bad' : noneOf(unverified, 'weak')
        const evidence = { repositories, unverified, failing, days: verifyWithinDays }
        return { state: repositories === 0 ? 'not-applicable' : state, evidence }
      },
    },
  ]
}

function secretChecks({ keeping }: KeepingCheckPorts): readonly Check[] {
  const owasp = ['2021:A02', '2025:A04']
  return [
    {
      ...{ id: 'secret-store-strength', owasp, mend: '/security/secrets' },
      look: () => {
        const { kind, weak, slots } = keeping.status()
        const state = weak || kind === 'memory' ? 'bad' : slots.length < 2 ? 'weak' : 'good'
        return { state, evidence: { kind, slots: slots.length } }
      },
    },
    {
      ...{ id: 'recovery-sheet', owasp, mend: '/security/secrets' },
      look: () => {
        const { slots, recoverySheetMadeAt } = keeping.status()
        const made = slots.includes('recovery-code')
        return {
          state: made ? 'good' : 'weak',
          evidence: recoverySheetMadeAt === null ? {} : { at: recoverySheetMadeAt },
        }
      },
    },
  ]
}

function recordChecks({ signIns, now, record, probeMasking }: KeepingCheckPorts): readonly Check[] {
  const owasp = ['2021:A09', '2025:A09']
  return [
    {
      ...{ id: 'audit-chain', owasp: [...owasp, '2021:A08', '2025:A08'], mend: '/security/audit' },
      look: async () => {
        const { rows, unsealedRows, lastVerdictOk } = await record()
        const state = lastVerdictOk === null ? 'weak' : lastVerdictOk ? 'good' : 'bad'
        return { state, evidence: { rows, unsealedRows } }
      },
    },
    {
      ...{ id: 'audit-checkpoints', owasp, mend: '/security/audit' },
      look: async () => {
        const { destinations, failingDestinations } = await record()
        const state = destinations === 0 ? 'weak' : noneOf(failingDestinations, 'bad')
        return { state, evidence: { destinations, failing: failingDestinations } }
      },
    },
    {
      ...{ id: 'log-masking', owasp, mend: null },
      look: () => {
        const { tried, leaked } = probeMasking()
        return { state: noneOf(leaked, 'bad'), evidence: { tried, leaked } }
      },
    },
    {
      ...{ id: 'sign-in-failures', owasp: [...owasp, '2021:A07', '2025:A07'], mend: '/security/audit?outcome=denied' },
      look: async () => {
        const today = await signIns({ since: now() - dayMs, until: now() + 1 })
        const before = await signIns({ since: now() - 8 * dayMs, until: now() - dayMs })
        const usual = Math.ceil(before.failed / 7)
        const state =
          today.failed > Math.max(50, usual * 5) ? 'bad' : today.failed > Math.max(10, usual * 3) ? 'weak' : 'good'
        return { state, evidence: { failed: today.failed, refused: today.refused, usual } }
      },
    },
  ]
}

function decisionChecks({ approvalsRequired, mailConfigured }: KeepingCheckPorts): readonly Check[] {
  return [
    {
      ...{ id: 'approvals', owasp: ['2021:A04', '2021:A01', '2025:A06', '2025:A01'] },
      mend: '/settings/configuration?find=approvals',
      look: () => ({
        state: approvalsRequired() > 0 ? 'good' : 'weak',
        evidence: { kinds: approvalsRequired() },
      }),
    },
    {
      ...{ id: 'mail-configured', owasp: ['2021:A09', '2025:A09'], mend: '/security/mail' },
      look: () => ({ state: mailConfigured() ? 'good' : 'weak', evidence: {} }),
    },
  ]
}
