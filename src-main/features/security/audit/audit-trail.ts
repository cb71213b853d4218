import type { CallContext, Caller } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import { minuteMs } from '#main/platform/durations.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { insertAuditRows, type PendingAuditRow } from '../repository/audit-log.ts'
import { auditDetailText, auditText, auditTextOrNull } from './audit-detail.ts'
import type { AuditEntry } from './audit-entry.ts'
import { TargetNames, type TargetNaming } from './target-names.ts'

/** Outcome of a call as the middleware saw it. */
export interface AuditOutcome extends AuditEntry {
  readonly outcome: 'done' | 'failed'
  readonly errorCode?: ErrorCode
}

export interface AuditPorts {
  readonly storage: Pick<Storage, 'db'>
  readonly clock: Clock
  /** Hears that rows are being written. */
  readonly onWritten?: () => void
}

const sourcesAtMost = 1000
const callsAtMost = 10_000
const userAgentCharacters = 160

/**
 * The record of changes, of reads that matter, and of denials. A service that knows more than the middleware writes its
 * row inside its unit of work; the middleware then adds none. Denials are summed up per source, action and minute.
 */
export class AuditTrail {
  readonly #ports: AuditPorts
  readonly #recorded = new Set<string>()
  readonly #names = new TargetNames()
  #denials = new Map<string, PendingAuditRow>()

  constructor(ports: AuditPorts) {
    this.#ports = ports
  }

  /** Says how things of a feature are named; its actions begin with its name. */
  nameTargets(feature: string, naming: TargetNaming): void {
    this.#names.add(feature, naming)
  }

  /** Writes the row of a change with the change itself: both are kept, or neither. */
  async record(tx: DatabaseHandle, context: CallContext, entry: AuditEntry): Promise<void> {
    const targetName = await this.#names.of(tx, context, entry)
    await insertAuditRows(tx, [this.#row(context, { ...entry, targetName, outcome: 'done' })])
    this.#remember(context)
    this.#ports.onWritten?.()
  }

  /** Writes the row of a call that is over, unless its service has done so. */
  async finish(context: CallContext, outcome: AuditOutcome): Promise<void> {
    const recorded = this.#recorded.delete(context.requestId)
    if (recorded && outcome.outcome === 'done') return
    const { db } = this.#ports.storage
    const targetName = await this.#names.of(db, context, outcome)
    await insertAuditRows(db, [this.#row(context, { ...outcome, targetName })])
    this.#ports.onWritten?.()
  }

  deny(context: CallContext, action: string, errorCode: ErrorCode): void {
    this.#recorded.delete(context.requestId)
    const row = this.#row(context, { action, errorCode, outcome: 'denied' })
    const minute = Math.floor(row.at / minuteMs)
    const source = row.callerId ?? row.remoteAddress
    const key = [minute, row.callerKind, source, row.transport, action, errorCode].join('|')
    const known = this.#denials.get(key)
    if (known !== undefined) known.occurrences += 1
    else if (this.#denials.size < sourcesAtMost) this.#denials.set(key, row)
    else this.#sumUp(row)
  }

  /** Writes the denials summed up so far; called every minute and at the end. */
  async flush(): Promise<void> {
    const denials = [...this.#denials.values()]
    this.#denials = new Map()
    await insertAuditRows(this.#ports.storage.db, denials)
    if (denials.length > 0) this.#ports.onWritten?.()
  }

  /** What the program does by itself passes no middleware; calls that never come to an end there are forgotten. */
  #remember({ caller, requestId }: CallContext): void {
    if (caller.kind === 'system' && caller.onBehalfOf === undefined) return
    this.#recorded.add(requestId)
    const [oldest] = this.#recorded
    if (this.#recorded.size > callsAtMost && oldest !== undefined) this.#recorded.delete(oldest)
  }

  /** Beyond so many sources in a minute they share one row, so that a flood cannot fill memory or disk. */
  #sumUp(row: PendingAuditRow): void {
    const known = this.#denials.get('others')
    if (known !== undefined) known.occurrences += 1
    else
      this.#denials.set('others', {
        ...row,
        remoteAddress: 'several',
        userAgent: '',
        action: 'several',
        callerId: null,
        callerName: null,
      })
  }

  #row(
    context: CallContext,
    entry: AuditEntry & { outcome: PendingAuditRow['outcome']; errorCode?: ErrorCode },
  ): PendingAuditRow {
    return {
      id: newId(),
      at: this.#ports.clock.now().getTime(),
      requestId: auditText(context.requestId),
      ...(entry.actor === undefined ? callerColumns(context.caller) : personColumns(entry.actor)),
      transport: context.transport,
      remoteAddress: auditText(context.remoteAddress),
      userAgent: auditText(context.userAgent.slice(0, userAgentCharacters)),
      action: entry.action,
      target: auditTextOrNull(entry.target),
      outcome: entry.outcome,
      errorCode: entry.errorCode ?? null,
      occurrences: 1,
      detail: auditDetailText({
        ...(entry.targetName !== undefined && { targetName: entry.targetName }),
        ...entry.detail,
        ...(context.approval && { approval: { ...context.approval } }),
      }),
    }
  }
}

type CallerColumns = Pick<PendingAuditRow, 'callerKind' | 'callerId' | 'callerName'>

function personColumns({ id, name }: { readonly id: string; readonly name: string }): CallerColumns {
  return { callerKind: 'user', callerId: id, callerName: auditText(name) }
}

function callerColumns(caller: Caller): CallerColumns {
  const callerKind = caller.kind
  switch (caller.kind) {
    case 'anonymous':
      return { callerKind, callerId: null, callerName: null }
    case 'user':
      return personColumns({ id: caller.userId, name: caller.name })
    case 'api-key':
      return { callerKind, callerId: caller.keyId, callerName: auditText(caller.name) }
    case 'local-operator':
      return { callerKind, callerId: caller.systemUser, callerName: caller.systemUser }
    case 'system':
      return { callerKind, callerId: caller.onBehalfOf ?? null, callerName: null }
  }
}
