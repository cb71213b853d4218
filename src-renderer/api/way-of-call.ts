import { type AnyContractProcedure, type AnyContractRouter, isContractProcedure } from '@orpc/contract'
import { needsHttp } from '#shared/contract/procedure.ts'
import { contract } from '#shared/contract/root.ts'

function procedureAt(path: readonly string[]): AnyContractProcedure | null {
  let part: AnyContractRouter | undefined = contract
  for (const key of path) part = part === undefined || isContractProcedure(part) ? undefined : part[key]
  return part !== undefined && isContractProcedure(part) ? part : null
}

/**
 * Whether a browser makes the call over HTTP: what strangers may call, since the socket needs a session, and what begins,
 * renews or ends a session, since only an answer over HTTP sets the cookie.
 */
export function goesOverHttp(path: readonly string[]): boolean {
  const procedure = procedureAt(path)
  return procedure !== null && needsHttp(procedure['~orpc'].meta)
}
