import type { Implementer } from '@orpc/server'
import type { securityContract } from '#shared/features/security/contract.ts'
import { centreDouble } from './administration-centre.ts'
import { peopleDouble } from './administration-people.ts'
import { recordDouble } from './administration-record.ts'
import { rightsDouble } from './administration-rights.ts'

/** What administrators do and look at. */
export function administrationDouble(
  os: Implementer<typeof securityContract, Record<never, never>, Record<never, never>>,
) {
  return { ...peopleDouble(os), ...rightsDouble(os), ...recordDouble(os), ...centreDouble(os) }
}
