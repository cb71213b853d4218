import { implement, type Router } from '@orpc/server'
import { singleSignOnContract } from '#shared/features/security/contract/entrance.ts'
import type { SessionContext } from '../session-context.ts'
import type { Entrance } from '../sign-in/entrance.ts'
import type { SingleSignOnService } from '../single-sign-on/single-sign-on-service.ts'

export interface SingleSignOnServices {
  readonly singleSignOn: SingleSignOnService
  readonly entrance: Pick<Entrance, 'answer'>
}

const router = implement(singleSignOnContract).$context<SessionContext>()

/** Signing in at an identity provider. */
export function createSingleSignOnRouter({
  singleSignOn,
  entrance,
}: SingleSignOnServices): Router<typeof singleSignOnContract, SessionContext> {
  return {
    begin: router.begin.handler(({ input }) => singleSignOn.begin(input.provider)),
    complete: router.complete.handler(async ({ input, context }) =>
      entrance.answer(context, await singleSignOn.complete(input, context)),
    ),
  }
}
