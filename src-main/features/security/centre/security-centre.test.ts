import { beforeEach, describe, expect, it } from 'vitest'
import { dayMs } from '#main/platform/durations.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { keepingChecks } from './keeping-checks.ts'
import { peopleChecks } from './people-checks.ts'
import { probeOutgoing } from './probes.ts'
import { type ProgramCheckPorts, programChecks } from './program-checks.ts'
import { SecurityCentre } from './security-centre.ts'
import type { Check } from './security-checks.ts'
import { type ServingCheckPorts, servingChecks } from './serving-checks.ts'

let nowMs = Date.UTC(2026, 10, 22)

const certificate = (change: object) => ({
  ...{ kind: 'own' as const, subject: 'CN=site', issuer: 'CN=ca', names: ['site'], fingerprint: 'AA', failure: null },
  ...{ notBefore: new Date(nowMs).toISOString(), notAfter: new Date(nowMs + 90 * dayMs).toISOString() },
  loadedAt: new Date(nowMs).toISOString(),
  ...change,
})

function serving(change: Partial<ServingCheckPorts> = {}): ServingCheckPorts {
  return {
    now: () => nowMs,
    certificate: () => certificate({}),
    isNetworked: () => true,
    contentPolicy: "default-src 'none'; script-src 'self'",
    limits: () => ({ idleMs: 30 * 60_000, absoluteMs: 8 * 3_600_000 }),
    rateLimits: () => ({ enabled: true, shared: false }),
    unexpectedFailures: () => 0,
    probeInputs: () => ({ tried: 3, taken: 0 }),
    probeOutgoing,
    ...change,
  }
}

async function stateOf(checks: readonly Check[], id: string) {
  const check = checks.find((one) => one.id === id)
  if (check === undefined) throw new Error(`there is no check ${id}`)
  return (await check.look()).state
}

beforeEach(() => {
  nowMs = Date.UTC(2026, 10, 22)
})

describe('the checks of serving', () => {
  it.each([
    ['https-in-use', {}, 'good'],
    ['https-in-use', { certificate: () => certificate({ kind: 'none' }) }, 'bad'],
    ['https-in-use', { certificate: () => certificate({ kind: 'none' }), isNetworked: () => false }, 'not-applicable'],
    ['default-certificate', {}, 'good'],
    ['default-certificate', { certificate: () => certificate({ kind: 'generated' }) }, 'weak'],
    ['certificate-expiry', {}, 'good'],
    ['certificate-expiry', { certificate: () => certificate({ notAfter: '2026-11-30T00:00:00.000Z' }) }, 'weak'],
    ['certificate-expiry', { certificate: () => certificate({ notAfter: '2026-11-20T00:00:00.000Z' }) }, 'bad'],
    ['certificate-expiry', { certificate: () => certificate({ failure: 'no match' }) }, 'weak'],
    ['content-policy', {}, 'good'],
    ['content-policy', { contentPolicy: "default-src 'none'; script-src 'self' 'unsafe-inline'" }, 'bad'],
    ['content-policy', { contentPolicy: "script-src 'self'" }, 'bad'],
    ['input-guard', {}, 'good'],
    ['input-guard', { probeInputs: () => ({ tried: 3, taken: 1 }) }, 'bad'],
    ['outgoing-guard', {}, 'good'],
    ['outgoing-guard', { probeOutgoing: async () => ({ tried: 6, taken: 1 }) }, 'bad'],
    ['unexpected-failures', {}, 'good'],
    ['unexpected-failures', { unexpectedFailures: () => 2 }, 'weak'],
    ['rate-limits', {}, 'good'],
    ['rate-limits', { rateLimits: () => ({ enabled: false, shared: true }) }, 'bad'],
    ['session-limits', {}, 'good'],
    ['session-limits', { limits: () => ({ idleMs: 31 * 60_000, absoluteMs: 8 * 3_600_000 }) }, 'weak'],
  ] as const)('%s with %j is %s', async (id, change, state) => {
    expect(await stateOf(servingChecks(serving(change)), id)).toBe(state)
  })
})

describe('the checks of the program', () => {
  const program = (change: Partial<ProgramCheckPorts>) =>
    programChecks({
      now: () => nowMs,
      electronVersion: () => '45.4.1',
      electronSupport: async () => ({ knownAt: '2026-11-22', supportedMajors: [43, 44, 45] }),
      inventory: async () => ({ components: 150, madeAt: '2026-11-20T00:00:00.000Z' }),
      migrations: async () => ({ applied: 8, pending: 0 }),
      ...change,
    })

  it.each([
    ['outdated-electron', {}, 'good'],
    ['outdated-electron', { electronVersion: (): string | null => '42.0.0' }, 'bad'],
    ['outdated-electron', { electronVersion: (): string | null => null }, 'not-applicable'],
    ['dependency-inventory', {}, 'good'],
    ['dependency-inventory', { inventory: async (): Promise<null> => null }, 'unknown'],
    [
      'dependency-inventory',
      { inventory: async () => ({ components: 1, madeAt: '2026-01-01T00:00:00.000Z' }) },
      'weak',
    ],
    ['migrations-current', {}, 'good'],
    ['migrations-current', { migrations: async () => ({ applied: 7, pending: 1 }) }, 'bad'],
  ] as const)('%s with %j is %s', async (id, change, state) => {
    expect(await stateOf(program(change), id)).toBe(state)
  })

  it('trusts no table of versions that nobody has looked at for half a year', async () => {
    nowMs += 200 * dayMs
    expect(await stateOf(program({}), 'outdated-electron')).toBe('weak')
  })
})

const keptStatus = {
  ...{ kind: 'keychain' as const, weak: false, slots: ['keychain', 'recovery-code'], secrets: 3 },
  ...{ recoverySheetMadeAt: '2026-11-01T00:00:00.000Z', masterKeyMadeAt: null },
}

/** So many failed attempts today, and so many in the week before. */
function today(failed: number, week: number) {
  return async ({ until }: { since: number; until: number }) => ({
    ...{ succeeded: 1, refused: 0 },
    failed: until > nowMs ? failed : week,
  })
}

describe('the checks of what is kept', () => {
  const status = keptStatus
  const record = { rows: 9, unsealedRows: 0, lastVerdictOk: true, destinations: 1, failingDestinations: 0 }
  const noSignIns = { succeeded: 0, failed: 0, refused: 0 }
  const kept = (change: object) =>
    keepingChecks({
      signIns: async () => noSignIns,
      now: () => nowMs,
      keeping: { status: () => status },
      verifiedSince: async () => ({ repositories: 2, verified: 2, failing: 0 }),
      record: async () => record,
      approvalsRequired: () => 1,
      mailConfigured: () => true,
      probeMasking: () => ({ tried: 7, leaked: 0 }),
      ...change,
    })

  it.each([
    ['unverified-backups', {}, 'good'],
    ['unverified-backups', { verifiedSince: async () => ({ repositories: 2, verified: 1, failing: 0 }) }, 'weak'],
    ['unverified-backups', { verifiedSince: async () => ({ repositories: 2, verified: 1, failing: 1 }) }, 'bad'],
    [
      'unverified-backups',
      { verifiedSince: async () => ({ repositories: 0, verified: 0, failing: 0 }) },
      'not-applicable',
    ],
    ['secret-store-strength', {}, 'good'],
    ['secret-store-strength', { keeping: { status: () => ({ ...status, slots: ['keychain'] }) } }, 'weak'],
    ['secret-store-strength', { keeping: { status: () => ({ ...status, weak: true }) } }, 'bad'],
    ['recovery-sheet', {}, 'good'],
    ['recovery-sheet', { keeping: { status: () => ({ ...status, slots: ['keychain'] }) } }, 'weak'],
    ['audit-chain', {}, 'good'],
    ['audit-chain', { record: async () => ({ ...record, lastVerdictOk: null }) }, 'weak'],
    ['audit-chain', { record: async () => ({ ...record, lastVerdictOk: false }) }, 'bad'],
    ['audit-checkpoints', {}, 'good'],
    ['audit-checkpoints', { record: async () => ({ ...record, destinations: 0 }) }, 'weak'],
    ['audit-checkpoints', { record: async () => ({ ...record, failingDestinations: 1 }) }, 'bad'],
    ['log-masking', {}, 'good'],
    ['log-masking', { probeMasking: () => ({ tried: 7, leaked: 1 }) }, 'bad'],
    ['approvals', {}, 'good'],
    ['approvals', { approvalsRequired: () => 0 }, 'weak'],
    ['sign-in-failures', {}, 'good'],
    ['sign-in-failures', { signIns: today(11, 7) }, 'weak'],
    ['sign-in-failures', { signIns: today(51, 7) }, 'bad'],
    ['sign-in-failures', { signIns: today(51, 350) }, 'good'],
    ['mail-configured', {}, 'good'],
    ['mail-configured', { mailConfigured: () => false }, 'weak'],
  ] as const)('%s with %j is %s', async (id, change, state) => {
    expect(await stateOf(kept(change), id)).toBe(state)
  })
})

describe('the security centre', () => {
  function centreOf(look: () => Promise<{ state: 'good'; evidence: Record<string, number> }>) {
    const bus = new InProcessEventBus()
    const events: string[] = []
    bus.listen(({ type }) => events.push(type))
    const checks = [{ id: 'a', owasp: ['2021:A01'], mend: null, look }]
    const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs }
    return { events, centre: new SecurityCentre({ clock, events: bus, log: silentLogger, checks }) }
  }

  it('looks when it is asked and keeps what it found for a quarter of an hour', async () => {
    let looks = 0
    const { centre, events } = centreOf(async () => ({ state: 'good', evidence: { looks: ++looks } }))
    await centre.list()
    nowMs += 14 * 60_000
    expect(await centre.list()).toMatchObject([{ id: 'a', state: 'good', evidence: { looks: 1 } }])
    nowMs += 2 * 60_000
    expect(await centre.list()).toMatchObject([{ evidence: { looks: 2 }, checkedAt: new Date(nowMs).toISOString() }])
    await centre.run()
    expect([looks, events]).toEqual([3, ['security.checks.changed']])
  })

  it('says that it does not know where a check fails, and goes on', async () => {
    const { centre } = centreOf(() => Promise.reject(new Error('broken')))
    expect(await centre.run()).toMatchObject([{ id: 'a', state: 'unknown', evidence: {} }])
  })

  it('looks once for several who ask at the same time', async () => {
    let looks = 0
    const { centre } = centreOf(async () => ({ state: 'good', evidence: { looks: ++looks } }))
    await Promise.all([centre.run(), centre.run(), centre.list()])
    expect(looks).toBe(1)
  })
})

describe('the checks of people and keys', () => {
  const nobody = { active: 1, withoutTwoFactor: 0, administrators: 1, administratorsWithoutTwoFactor: 0 }
  const people = { ...nobody, breakGlass: 0, outdatedHashes: 0 }
  const keys = { usable: 2, old: 0, unused: 0, ofDisabledPeople: 0 }
  const checks = (change: { people?: object; keys?: object; developmentSignIn?: boolean }) =>
    peopleChecks({
      people: async () => ({ ...people, ...change.people }),
      keys: async () => ({ ...keys, ...change.keys }),
      developmentSignIn: () => change.developmentSignIn ?? false,
    })

  it.each([
    ['two-factor-coverage', {}, 'good'],
    ['two-factor-coverage', { people: { withoutTwoFactor: 1 } }, 'weak'],
    ['administrators-two-factor', {}, 'good'],
    ['administrators-two-factor', { people: { administratorsWithoutTwoFactor: 1 } }, 'bad'],
    ['break-glass-accounts', {}, 'good'],
    ['break-glass-accounts', { people: { breakGlass: 1 } }, 'bad'],
    ['password-hashing', {}, 'good'],
    ['password-hashing', { people: { outdatedHashes: 1 } }, 'weak'],
    ['development-sign-in', {}, 'good'],
    ['development-sign-in', { developmentSignIn: true }, 'bad'],
    ['old-api-keys', {}, 'good'],
    ['old-api-keys', { keys: { old: 1 } }, 'weak'],
    ['unused-api-keys', {}, 'good'],
    ['unused-api-keys', { keys: { unused: 1 } }, 'weak'],
    ['disabled-people-keys', {}, 'good'],
    ['disabled-people-keys', { keys: { ofDisabledPeople: 1 } }, 'bad'],
  ] as const)('%s with %j is %s', async (id, change, state) => {
    expect(await stateOf(checks(change), id)).toBe(state)
  })
})

describe('the evidence for the OWASP Top 10', () => {
  it('covers every item of 2021 and 2025', () => {
    const unused = () => Promise.reject(new Error('not looked at'))
    const all = [
      ...peopleChecks({ people: unused, keys: unused, developmentSignIn: () => false }),
      ...servingChecks(serving()),
      ...keepingChecks({
        ...{ now: () => nowMs, signIns: unused, verifiedSince: unused, record: unused },
        ...{ keeping: { status: () => keptStatus }, probeMasking: () => ({ tried: 0, leaked: 0 }) },
        ...{ approvalsRequired: () => 0, mailConfigured: () => false },
      }),
      ...programChecks({
        now: () => nowMs,
        electronVersion: () => null,
        ...{ electronSupport: unused, inventory: unused, migrations: unused },
      }),
    ]
    const seen = new Set(all.flatMap(({ owasp }) => owasp))
    const items = Array.from({ length: 10 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`)
    for (const owasp of ['2021', '2025'].flatMap((year) => items.map((item) => `${year}:${item}`))) {
      expect(seen, owasp).toContain(owasp)
    }
  })
})
