import { dayMs } from '#main/platform/durations.ts'
import type { Check } from './security-checks.ts'

const inventoryFreshDays = 180

/** Which versions of Electron their makers still mend, as it was known on a day. */
export interface ElectronSupport {
  readonly knownAt: string
  readonly supportedMajors: readonly number[]
}

/** The parts of this build by name and licence, as they were written down when it was made. */
export interface PartsInventory {
  readonly components: number
  readonly madeAt: string
}

export interface ProgramCheckPorts {
  readonly now: () => number
  /** Version of Electron this window runs in; null on the server and the command line. */
  readonly electronVersion: () => string | null
  readonly electronSupport: () => Promise<ElectronSupport>
  readonly inventory: () => Promise<PartsInventory | null>
  readonly migrations: () => Promise<{ readonly applied: number; readonly pending: number }>
}

/** What the program is made of, and whether it is the version its data expects. */
export function programChecks(ports: ProgramCheckPorts): readonly Check[] {
  return [electronCheck(ports), inventoryCheck(ports), migrationsCheck(ports)]
}

function electronCheck({ electronVersion, electronSupport, now }: ProgramCheckPorts): Check {
  return {
    ...{ id: 'outdated-electron', owasp: ['2021:A06', '2025:A03'], mend: null },
    look: async () => {
      const version = electronVersion()
      if (version === null) return { state: 'not-applicable', evidence: {} }
      const { supportedMajors, knownAt } = await electronSupport()
      const isSupported = supportedMajors.includes(Number.parseInt(version, 10))
      const isStale = now() - Date.parse(knownAt) > inventoryFreshDays * dayMs
      return { state: isSupported ? (isStale ? 'weak' : 'good') : 'bad', evidence: { version, knownAt } }
    },
  }
}

function inventoryCheck({ inventory, now }: ProgramCheckPorts): Check {
  return {
    ...{ id: 'dependency-inventory', owasp: ['2021:A06', '2021:A08', '2025:A03', '2025:A08'], mend: null },
    look: async () => {
      const found = await inventory()
      if (found === null) return { state: 'unknown', evidence: {} }
      const days = Math.floor((now() - Date.parse(found.madeAt)) / dayMs)
      return { state: days > inventoryFreshDays ? 'weak' : 'good', evidence: { components: found.components, days } }
    },
  }
}

function migrationsCheck({ migrations }: ProgramCheckPorts): Check {
  return {
    ...{ id: 'migrations-current', owasp: ['2021:A05', '2025:A02'], mend: null },
    look: async () => {
      const { applied, pending } = await migrations()
      return { state: pending === 0 ? 'good' : 'bad', evidence: { applied, pending } }
    },
  }
}
