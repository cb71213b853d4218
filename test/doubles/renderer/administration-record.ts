import type { Implementer } from '@orpc/server'
import type { securityContract } from '#shared/features/security/contract.ts'
import { auditRows } from './administration-sample.ts'
import { day, instant, minute, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof securityContract, Record<never, never>, Record<never, never>>

const rows = variant === 'empty' ? [] : auditRows
const verdict = () => ({ ok: true, rows: rows.length, firstBadSeq: null, kind: null, checkedAt: instant(0) })

/** The record of what was done: 10,000 rows. */
export function recordDouble(os: Of) {
  const a = os.audit
  return {
    audit: {
      list: a.list.handler(({ input }) =>
        pageOf(
          rows.filter(
            (row) =>
              (input.outcome === undefined || row.outcome === input.outcome) &&
              (input.search === undefined || JSON.stringify(row).includes(input.search)) &&
              (input.caller === undefined || row.callerName === input.caller) &&
              (input.target === undefined || row.target === input.target),
          ),
          input,
        ),
      ),
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
