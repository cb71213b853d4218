import { type AnyContractRouter, isContractProcedure } from '@orpc/contract'
import { implement, type Router } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { AppError } from '#shared/contract/errors.ts'

/** Handlers of a part of the contract that nobody has written yet: taken away before anything is called done. */
export function pending<T extends AnyContractRouter>(part: T): Router<T, ApiContext> {
  return walk(part) as Router<T, ApiContext>
}

function walk(part: AnyContractRouter): unknown {
  if (isContractProcedure(part)) {
    return implement(part).handler(() => {
      throw new AppError('NOT_FOUND', { resource: 'procedure', id: 'pending' })
    })
  }
  return Object.fromEntries(Object.entries(part).map(([key, child]) => [key, walk(child)]))
}
