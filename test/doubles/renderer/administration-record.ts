import type { Implementer } from '@orpc/server'
import type { AuditEntryView } from '#shared/features/security/contract/audit.ts'
import type { securityContract } from '#shared/features/security/contract.ts'
import { me } from './people-sample.ts'
import { day, idOf, instant, minute, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof securityContract, Record<never, never>, Record<never, never>>

function row(index: number): AuditEntryView {
  return {
    id: idOf(26, index),
    seq: 10_000 - index,
    at: instant(-index * 7 * minute),
    requestId: idOf(27, index),
    callerKind: 'user',
    callerId: me.id,
    callerName: me.name,
    transport: 'websocket',
    remoteAddress: '192.0.2.10',
    userAgent: 'Firefox/140.0',
    action: index % 9 === 4 ? 'security.signIn' : 'backup.jobs.update',
    target: idOf(2, index % 12),
    outcome: index % 9 === 4 ? 'denied' : 'done',
    errorCode: index % 9 === 4 ? 'SIGN_IN_FAILED' : null,
    occurrences: 1,
    detail: index % 9 === 4 ? {} : { before: { enabled: true }, after: { enabled: false } },
    hash: index.toString(16).padStart(64, '0'),
  }
}

const rows = variant === 'empty' ? [] : Array.from({ length: 10_000 }, (_, index) => row(index))
const verdict = () => ({ ok: true, rows: rows.length, firstBadSeq: null, kind: null, checkedAt: instant(0) })

/** The record of what was done: 10,000 rows. */
export function recordDouble(os: Of) {
  const a = os.audit
  return {
    audit: {
      list: a.list.handler(({ input }) => pageOf(rows, input)),
      get: a.get.handler(({ input, errors }) => {
        const found = rows.find((one) => one.id === input.id)
        if (found === undefined) throw errors.NOT_FOUND({ data: { resource: 'audit', id: input.id } })
        return found
      }),
      status: a.status.handler(() => ({
        rows: rows.length,
        unsealedRows: 0,
        oldestAt: rows.at(-1)?.at ?? null,
        keepDays: 730,
        lastCheckpoint: rows.length === 0 ? null : { seq: 10_000, at: instant(-minute), keyId: 'audit-1' },
        destinations: [
          { kind: 'file' as const, place: '/var/lib/kuraban/audit', lastDeliveredAt: instant(-minute), failure: null },
        ],
        lastVerdict: rows.length === 0 ? null : { ...verdict(), checkedAt: instant(-day) },
      })),
      verify: a.verify.handler(verdict),
      export: a.export.handler(async function* () {
        for (const one of rows.slice(0, 500)) yield { text: `${JSON.stringify(one)}\n` }
      }),
    },
  }
}
