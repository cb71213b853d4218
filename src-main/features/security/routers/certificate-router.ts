import { implement, type Router } from '@orpc/server'
import { certificateContract } from '#shared/features/security/contract/centre.ts'
import type { ServedCertificate } from '../certificate/served-certificate.ts'
import type { SessionContext } from '../session-context.ts'

const router = implement(certificateContract).$context<SessionContext>()

/** What the server's certificate is and whether it is well. */
export function createCertificateRouter(
  certificate: Pick<ServedCertificate, 'status'>,
): Router<typeof certificateContract, SessionContext> {
  return { status: router.status.handler(() => certificate.status()) }
}
