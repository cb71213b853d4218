import type { AccessDecisions } from '#main/features/security/index.ts'
import type { CallContext, Transport } from '#main/platform/caller.ts'
import { AppError, type ErrorCode } from '#shared/contract/errors.ts'

/** Failures of the installation itself: their data names folders, addresses and versions. */
const partThatFailed: Partial<Record<ErrorCode, string>> = {
  DATABASE_CORRUPT: 'database',
  DATABASE_UNUSABLE: 'database',
  DATABASE_UNAVAILABLE: 'database',
  DATABASE_NEWER: 'database',
  DATABASE_MIGRATION_FAILED: 'database',
  SECRET_STORE_UNAVAILABLE: 'secret-store',
  SECRET_MISSING: 'secret-store',
}

const ofOtherMachines: ReadonlySet<Transport> = new Set(['rest', 'websocket'])

/**
 * What a caller is told of a failure. Over the network only those who may ask where the program keeps its data
 * (`system.read`) learn what of it is broken; to everybody else a part is not available.
 */
export function toldFailure(
  failure: AppError,
  { caller, transport, remoteAddress }: Pick<CallContext, 'caller' | 'transport' | 'remoteAddress'>,
  access: Pick<AccessDecisions, 'decide'>,
): AppError {
  const what = partThatFailed[failure.code]
  if (what === undefined || !ofOtherMachines.has(transport)) return failure
  if (access.decide(caller, 'system.read', { remoteAddress }).allowed) return failure
  return new AppError('UNAVAILABLE', { what }, { cause: failure })
}
