import type { KeyFigures, PeopleFigures } from '../repository/centre-figures.ts'
import { type Check, noneOf } from './security-checks.ts'

/** From when on a key counts as old, and as unused. */
export const keyAgeDays = { old: 180, unused: 90 } as const

export interface PeopleCheckPorts {
  readonly people: () => Promise<PeopleFigures>
  readonly keys: () => Promise<KeyFigures>
  readonly developmentSignIn: () => boolean
}

/** Who may come in and by what: people, their second factors, and keys of programs. */
export function peopleChecks({ people, keys, developmentSignIn }: PeopleCheckPorts): readonly Check[] {
  return [...factorChecks(people), ...accountChecks(people, developmentSignIn), ...keyChecks(keys)]
}

function factorChecks(people: () => Promise<PeopleFigures>): readonly Check[] {
  return [
    {
      ...{ id: 'two-factor-coverage', owasp: ['2021:A07', '2025:A07'], mend: '/security/people?twoFactor=off' },
      look: async () => {
        const { active, withoutTwoFactor } = await people()
        return { state: noneOf(withoutTwoFactor, 'weak'), evidence: { people: active, without: withoutTwoFactor } }
      },
    },
    {
      ...{ id: 'administrators-two-factor', owasp: ['2021:A07', '2021:A01', '2025:A07', '2025:A01'] },
      mend: '/security/people?role=administrator',
      look: async () => {
        const { administrators, administratorsWithoutTwoFactor: without } = await people()
        return { state: noneOf(without, 'bad'), evidence: { administrators, without } }
      },
    },
  ]
}

function accountChecks(people: () => Promise<PeopleFigures>, developmentSignIn: () => boolean): readonly Check[] {
  return [
    {
      ...{ id: 'break-glass-accounts', owasp: ['2021:A01', '2025:A01'], mend: '/security/people' },
      look: async () => {
        const { breakGlass } = await people()
        return { state: noneOf(breakGlass, 'bad'), evidence: { accounts: breakGlass } }
      },
    },
    {
      ...{ id: 'password-hashing', owasp: ['2021:A02', '2021:A07', '2025:A04', '2025:A07'], mend: null },
      look: async () => {
        const { outdatedHashes } = await people()
        return { state: noneOf(outdatedHashes, 'weak'), evidence: { outdated: outdatedHashes } }
      },
    },
    {
      ...{ id: 'development-sign-in', owasp: ['2021:A05', '2025:A02'], mend: null },
      look: () =>
        developmentSignIn() ? { state: 'bad', evidence: { on: 1 } } : { state: 'good', evidence: { on: 0 } },
    },
  ]
}

function keyChecks(keys: () => Promise<KeyFigures>): readonly Check[] {
  const mend = '/security/api-keys'
  return [
    {
      ...{ id: 'old-api-keys', owasp: ['2021:A07', '2025:A07'], mend },
      look: async () => {
        const { usable, old } = await keys()
        return { state: noneOf(old, 'weak'), evidence: { keys: usable, old, days: keyAgeDays.old } }
      },
    },
    {
      ...{ id: 'unused-api-keys', owasp: ['2021:A01', '2025:A01'], mend },
      look: async () => {
        const { usable, unused } = await keys()
        return { state: noneOf(unused, 'weak'), evidence: { keys: usable, unused, days: keyAgeDays.unused } }
      },
    },
    {
      ...{ id: 'disabled-people-keys', owasp: ['2021:A01', '2025:A01'], mend },
      look: async () => {
        const { ofDisabledPeople } = await keys()
        return { state: noneOf(ofDisabledPeople, 'bad'), evidence: { keys: ofDisabledPeople } }
      },
    },
  ]
}
