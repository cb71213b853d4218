import { type AnyRouter, createProcedureClient, getRouter, isProcedure, unlazy } from '@orpc/server'
import type { CarryOut } from '#main/features/security/index.ts'
import { noEffects } from '#main/platform/call-effects.ts'
import { AppError } from '#shared/contract/errors.ts'
import { toCallError } from './api/call-errors.ts'

/** Calls of the program on its own router: they pass the same middleware as those of every host. */
export function callsOn(router: AnyRouter): CarryOut {
  return async (action, input, context) => {
    try {
      const path = action.split('.')
      const { default: found } = await unlazy(getRouter(router, path))
      if (!isProcedure(found)) throw new AppError('NOT_FOUND', { resource: 'procedure', id: action })
      await createProcedureClient(found, { path, context: { ...context, effects: noEffects } })(input)
      return null
    } catch (error) {
      return toCallError(error, context.requestId).code
    }
  }
}
