import { z } from 'zod'
import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import { instantSchema } from '#shared/contract/identifiers.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import {
  type AuditEntryView,
  type AuditFilter,
  type AuditVerdict,
  auditBreachSchema,
} from '#shared/features/security/contract/audit.ts'
import { auditHead } from '../repository/audit-chain.ts'
import { lastCheckpoint } from '../repository/audit-checkpoints.ts'
import { auditFigures, findAuditRow, listAuditRows } from '../repository/audit-list.ts'
import { readAuditState, writeAuditState } from '../repository/audit-state.ts'
import type { AuditSettings } from '../security-settings.ts'
import { exportAudit } from './audit-export.ts'
import type { AuditKeys } from './audit-keys.ts'
import type { AuditSealer } from './audit-sealer.ts'
import type { AuditTrail } from './audit-trail.ts'
import { verifyAudit } from './audit-verification.ts'
import type { Checkpointer } from './checkpointer.ts'
import type { CheckpointDelivery, DeliveryStatus } from './delivery/checkpoint-delivery.ts'

export interface AuditServicePorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly settings: () => AuditSettings
  readonly keys: AuditKeys
  readonly trail: AuditTrail
  readonly sealer: AuditSealer
  readonly checkpointer: Checkpointer
  readonly delivery: CheckpointDelivery
}

const verdictSchema = z.object({
  ok: z.boolean(),
  rows: z.number(),
  firstBadSeq: z.number().nullable(),
  kind: auditBreachSchema.nullable(),
  checkedAt: instantSchema,
})

/** How the record stands: its size, its signatures and where they went. */
export interface AuditStatus {
  readonly rows: number
  readonly unsealedRows: number
  readonly oldestAt: string | null
  readonly keepDays: number
  readonly lastCheckpoint: { readonly seq: number; readonly at: string; readonly keyId: string } | null
  readonly destinations: DeliveryStatus[]
  readonly lastVerdict: AuditVerdict | null
}

/** The record as auditors look at it, and the proof that nobody has changed it. */
export class AuditService {
  readonly #ports: AuditServicePorts

  constructor(ports: AuditServicePorts) {
    this.#ports = ports
  }

  list(filter: AuditFilter, page: PageInput): Promise<Page<AuditEntryView>> {
    return listAuditRows(this.#ports.storage.db, filter, page)
  }

  async get(id: string): Promise<AuditEntryView> {
    const row = await findAuditRow(this.#ports.storage.db, id)
    if (row === null) throw new AppError('NOT_FOUND', { resource: 'audit-row', id })
    return row
  }

  async status(): Promise<AuditStatus> {
    const { storage, delivery, settings } = this.#ports
    const { db } = storage
    const head = await auditHead(db)
    const begun = (await lastCheckpoint(db, 'beginning'))?.seq ?? 0
    const { unsealedRows, oldestAt } = await auditFigures(db)
    const signed = await lastCheckpoint(db, 'state')
    return {
      rows: (head?.seq ?? begun) - begun + unsealedRows,
      unsealedRows,
      oldestAt: oldestAt === null ? null : new Date(oldestAt).toISOString(),
      keepDays: settings().keepDays,
      lastCheckpoint:
        signed === undefined ? null : { seq: signed.seq, at: new Date(signed.at).toISOString(), keyId: signed.keyId },
      destinations: await delivery.status(),
      lastVerdict: await readAuditState(db, 'verdict', verdictSchema),
    }
  }

  /** Judges the whole chain; a breach raises a notice. The verdict is on record too. */
  async verify(context: CallContext): Promise<AuditVerdict> {
    const { storage, sealer, clock, log, settings, trail } = this.#ports
    await sealer.seal()
    const found = await verifyAudit({ storage, log, checkpointFile: () => settings().checkpointFile })
    const { ok, rows, firstBadSeq, kind } = found
    const now = clock.now()
    const verdict: AuditVerdict = { ok, rows, firstBadSeq, kind, checkedAt: now.toISOString() }
    await storage.transaction(async (tx) => {
      await writeAuditState(tx, 'verdict', verdict, now.getTime())
      await trail.record(tx, context, { action: 'security.audit.verify', detail: { ok, rows, firstBadSeq, kind } })
    })
    if (!ok) this.#raise(verdict)
    return verdict
  }

  /** Seals and signs what is there first, so that the end of the file is under a signature. */
  async *export(filter: AuditFilter): AsyncGenerator<{ text: string }> {
    const { sealer, checkpointer } = this.#ports
    await sealer.seal()
    await checkpointer.make()
    yield* exportAudit(this.#ports, filter)
  }

  /** Signs the present state with the key of before, takes a new key, and signs the record of that with it. */
  async rotateKey(context: CallContext): Promise<{ keyId: string }> {
    const { storage, sealer, checkpointer, keys, trail } = this.#ports
    await sealer.seal()
    await checkpointer.make()
    const detail = await keys.rotate()
    await storage.transaction((tx) => trail.record(tx, context, { action: 'security.audit.rotateKey', detail }))
    await sealer.seal()
    await checkpointer.make()
    return { keyId: detail.to }
  }

  #raise({ kind, firstBadSeq, checkedAt }: AuditVerdict): void {
    const data = { kind: kind ?? '', firstBadSeq: firstBadSeq ?? 0 }
    this.#ports.log.error('the audit log has been tampered with', data)
    this.#ports.events.publish({
      ...{ type: 'notice', id: newId(), at: checkedAt, severity: 'failure' },
      ...{ code: 'security.notice.audit-breach', data, link: '/security/audit' },
    })
  }
}
