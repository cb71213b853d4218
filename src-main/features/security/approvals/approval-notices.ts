import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AccessDecisions } from '../authorization/access-decisions.ts'
import { callerWithoutSession } from '../authorization/caller-without-session.ts'
import { type ApprovalRow, usersWhoMayDecide } from '../repository/approvals.ts'

export interface ApprovalNoticePorts {
  readonly storage: Pick<Storage, 'db'>
  readonly clock: Pick<Clock, 'now'>
  readonly events: EventBus
  readonly access: AccessDecisions
}

const toldAtMost = 200

/** Tells those who can decide a request, and later the one who made it. */
export class ApprovalNotices {
  readonly #ports: ApprovalNoticePorts

  constructor(ports: ApprovalNoticePorts) {
    this.#ports = ports
  }

  async requested(row: ApprovalRow): Promise<void> {
    this.changed(row.id)
    for (const user of await usersWhoMayDecide(this.#ports.storage.db, toldAtMost)) {
      const caller = callerWithoutSession(user)
      const mayDecide = this.#ports.access.decide(caller, 'approvals.decide', { remoteAddress: '' }).allowed
      if (mayDecide && user.id !== row.requestedById) this.#tell(user.id, row, 'requested')
    }
  }

  decided(row: ApprovalRow): void {
    this.changed(row.id)
    if (row.state !== 'waiting' && row.state !== 'withdrawn') this.#tell(row.requestedById, row, row.state)
  }

  changed(id: string): void {
    this.#ports.events.publish({ type: 'security.approval.changed', id })
  }

  #tell(userId: string, row: ApprovalRow, what: 'requested' | 'approved' | 'rejected' | 'failed'): void {
    this.#ports.events.publish(
      {
        type: 'notice',
        id: newId(),
        at: this.#ports.clock.now().toISOString(),
        severity: what === 'failed' ? 'failure' : what === 'approved' ? 'success' : 'warning',
        code: `security.notice.approval-${what}`,
        data: {
          kind: row.kind,
          target: row.target,
          requestedBy: row.requestedByName,
          decidedBy: row.decidedByName ?? '',
        },
        link: `/security/approvals/${row.id}`,
      },
      { to: 'user', userId },
    )
  }
}
