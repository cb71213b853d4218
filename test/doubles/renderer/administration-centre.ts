import type { Implementer } from '@orpc/server'
import type { securityContract } from '#shared/features/security/contract.ts'
import { checks } from './checks-sample.ts'
import { day, hour, instant, minute } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof securityContract, Record<never, never>, Record<never, never>>

const statistics = (days: number) => ({
  hours: Array.from({ length: days * 24 }, (_, index) => ({
    at: instant((index - days * 24) * hour),
    succeeded: variant === 'empty' ? 0 : (index * 7) % 11,
    failed: variant === 'empty' ? 0 : index % 29 === 3 ? 14 : index % 5 === 0 ? 1 : 0,
    refused: variant !== 'empty' && index % 29 === 3 ? 40 : 0,
  })),
  addresses:
    variant === 'empty'
      ? []
      : Array.from({ length: 24 }, (_, index) => ({
          address: index === 1 ? '2001:db8:12:ab00:8a2e:370:7334:10' : `192.0.2.${10 + index}`,
          network: index === 1 ? '2001:db8:12::/48' : '192.0.2.0/24',
          succeeded: index === 0 ? 0 : 42 - index,
          failed: index === 0 ? 182 : index % 3,
          lastAt: instant(-index * hour),
        })),
})

function incidentDouble(os: Of) {
  const i = os.incident
  let frozenSince: string | null = null
  return {
    status: i.status.handler(() => ({
      signInsFrozenSince: frozenSince,
      frozenBy: frozenSince === null ? null : '佐藤 真理子',
      openSessions: 7,
      activeApiKeys: 3,
      keysRotatedAt: instant(-40 * day),
      breakGlassUsers: variant === 'break-glass' ? [{ name: 'recovery-7k2m', expiresAt: instant(47 * minute) }] : [],
    })),
    freezeSignIns: i.freezeSignIns.handler(({ input }) => {
      frozenSince = input.frozen ? new Date().toISOString() : null
      return { signInsFrozenSince: frozenSince }
    }),
    endAllSessions: i.endAllSessions.handler(() => ({ endedSessions: 6, revokedTokens: 2 })),
    rotateKeys: i.rotateKeys.handler(() => ({ rotated: ['tokens', 'columns', 'audit'], reencryptedValues: 31 })),
    revokeAllApiKeys: i.revokeAllApiKeys.handler(() => ({ revokedKeys: 3 })),
  }
}

/** What protects the site now. */
export function centreDouble(os: Of) {
  return {
    checks: {
      list: os.checks.list.handler(() => ({ items: variant === 'empty' ? [] : [...checks] })),
      run: os.checks.run.handler(() => ({ items: checks.map((one) => ({ ...one, checkedAt: instant(0) })) })),
    },
    signInStatistics: os.signInStatistics.handler(({ input }) => statistics(input.days)),
    incident: incidentDouble(os),
    secrets: {
      status: os.secrets.status.handler(() => ({
        kind: 'key-file' as const,
        weak: true,
        slots: ['key-file'],
        secrets: 14,
        recoverySheetMadeAt: null,
        masterKeyMadeAt: instant(-400 * day),
      })),
      createRecoverySheet: os.secrets.createRecoverySheet.handler(() => ({
        code: '7K2M-9QXR-4TVW-2BCD-8FGH-5JKL',
        fileName: 'kuraban-recovery.txt',
        text: '復旧シート\n\n7K2M-9QXR-4TVW-2BCD-8FGH-5JKL\n',
      })),
      rotateMasterKey: os.secrets.rotateMasterKey.handler(() => ({ slots: ['key-file'], secrets: 14 })),
    },
    certificate: {
      status: os.certificate.status.handler(() => ({
        kind: 'generated' as const,
        subject: 'CN=kuraban',
        issuer: 'CN=kuraban',
        names: ['localhost', '192.0.2.10'],
        fingerprint: Array.from({ length: 32 }, (_, index) => (index * 7).toString(16).padStart(2, '0')).join(':'),
        notBefore: instant(-10 * day),
        notAfter: instant(355 * day),
        loadedAt: instant(-3 * day),
        failure: null,
      })),
    },
  }
}
