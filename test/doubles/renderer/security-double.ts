import type { Implementer, Router } from '@orpc/server'
import type { securityContract } from '#shared/features/security/contract.ts'
import { administrationDouble } from './administration-double.ts'
import { entranceDouble } from './entrance-double.ts'
import { ownDouble } from './own-double.ts'

type Nothing = Record<never, never>

/** People, rights, the record, and the person in front of the window. */
export function securityDouble(
  os: Implementer<typeof securityContract, Nothing, Nothing>,
): Router<typeof securityContract, Nothing> {
  return { ...entranceDouble(os), ...ownDouble(os), ...administrationDouble(os) }
}
