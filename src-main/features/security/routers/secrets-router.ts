import { implement, type Router } from '@orpc/server'
import { secretsContract } from '#shared/features/security/contract/centre.ts'
import type { SecretKeeping } from '../secrets/secret-keeping.ts'
import type { SessionContext } from '../session-context.ts'

const router = implement(secretsContract).$context<SessionContext>()

export function createSecretsRouter(keeping: SecretKeeping): Router<typeof secretsContract, SessionContext> {
  return {
    status: router.status.handler(() => keeping.status()),
    createRecoverySheet: router.createRecoverySheet.handler(({ context }) => keeping.createRecoverySheet(context)),
    rotateMasterKey: router.rotateMasterKey.handler(() => keeping.rotateMasterKey()),
  }
}
