import type { Clock } from '#main/platform/clock.ts'
import { dayMs, minuteMs } from '#main/platform/durations.ts'
import type { MetricSource } from '#main/platform/metrics/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AuditService } from './audit/audit-service.ts'
import type { ServedCertificate } from './certificate/served-certificate.ts'
import { countActivePeople, countLiveSessions } from './repository/session-figures.ts'

export interface SecurityFiguresPorts {
  readonly storage: Pick<Storage, 'db'>
  readonly clock: Clock
  readonly certificate: ServedCertificate
  readonly record: Pick<AuditService, 'status'>
}

const everyMs = 15_000
const periods = { '15m': 15 * minuteMs, '24h': dayMs } as const

/** Sessions, people, the certificate that is shown, and what the last look at the record found. */
export function securityFigures({ storage, clock, certificate, record }: SecurityFiguresPorts): MetricSource {
  return {
    ...{ name: 'security', everyMs },
    refresh: async (registry) => {
      const nowMs = clock.now().getTime()
      registry.set('kuraban_sessions_active', {}, await countLiveSessions(storage.db, nowMs))
      for (const [period, ms] of Object.entries(periods)) {
        registry.set('kuraban_users_active', { period }, await countActivePeople(storage.db, nowMs - ms))
      }
      const { notAfter } = certificate.status()
      if (notAfter === null) registry.remove('kuraban_certificate_expiry_timestamp_seconds')
      else registry.set('kuraban_certificate_expiry_timestamp_seconds', {}, Date.parse(notAfter) / 1000)
      const { lastVerdict } = await record.status()
      if (lastVerdict !== null) registry.set('kuraban_audit_chain_intact', {}, lastVerdict.ok ? 1 : 0)
    },
  }
}
