import type { CertificateKeeper } from '#main/platform/certificate/index.ts'
import type { CertificateStatus } from '#shared/features/security/contract/centre.ts'

/** Where the certificate of the server comes from. */
export type CertificateOrigin = 'generated' | 'own'

const none: CertificateStatus = {
  kind: 'none',
  subject: null,
  issuer: null,
  names: [],
  fingerprint: null,
  notBefore: null,
  notAfter: null,
  loadedAt: null,
  failure: null,
}

/** What is known of the certificate that the server shows; the host that serves tells where it keeps it. */
export class ServedCertificate {
  #kept: { readonly keeper: CertificateKeeper; readonly origin: CertificateOrigin } | null = null

  keptBy(keeper: CertificateKeeper, origin: CertificateOrigin): void {
    this.#kept = { keeper, origin }
  }

  status(): CertificateStatus {
    if (this.#kept === null) return none
    const { keeper, origin } = this.#kept
    const { subject, issuer, names, fingerprint, notBefore, notAfter } = keeper.current
    return {
      ...{ kind: origin, subject, issuer, fingerprint, names: [...names], failure: keeper.failure },
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
      loadedAt: keeper.loadedAt.toISOString(),
    }
  }
}
