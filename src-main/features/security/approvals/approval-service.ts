import type { CallContext, Caller, GivenApproval } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Storage } from '#main/storage/storage.ts'
import { AppError, type ErrorCode } from '#shared/contract/errors.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { Approval, ApprovalKind } from '#shared/features/security/contract/rights.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { AccessDecisions } from '../authorization/access-decisions.ts'
import { callerWithoutSession } from '../authorization/caller-without-session.ts'
import * as repository from '../repository/approvals.ts'
import { findUser } from '../repository/users.ts'
import type { SecuritySettings } from '../security-settings.ts'
import type { ApprovalNotices } from './approval-notices.ts'
import { type ApprovalPerson, localOperatorId, personBehind } from './people.ts'
import { toApproval } from './to-approval.ts'

/** Does what was approved, as any other call; answers the code of its error, or null when it was done. */
export type CarryOut = (action: string, input: unknown, context: CallContext) => Promise<ErrorCode | null>

export interface ApprovalPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly access: AccessDecisions
  readonly notices: ApprovalNotices
  readonly settings: () => Pick<SecuritySettings, 'approvalsRequired'>
  /** Handed in late: what is carried out passes the router, which this is a part of. */
  readonly carryOut: CarryOut
}

/** What waits for a second person. The input is stored as it is: it must hold no secret. */
export interface RequestedChange {
  /** Path of the procedure, such as `backup.repositories.remove`. */
  readonly action: string
  readonly input: unknown
  /** What it is about, by name where it has one. */
  readonly target: string
  readonly detail: Approval['detail']
}

const validMs = 7 * 24 * 3_600_000
const proofMs = 60_000

/** What two people decide together, where the settings say so. */
export class ApprovalService {
  readonly #ports: ApprovalPorts
  /** Requests being carried out at this moment: only for these the gate stands open. */
  readonly #carriedOut = new Map<string, repository.ApprovalRow>()

  constructor(ports: ApprovalPorts) {
    this.#ports = ports
  }

  /**
   * Stands before a change that needs two people: records a request and ends the call with APPROVAL_REQUIRED, unless the
   * settings ask for no consent to this kind or the call carries out exactly what was approved. What the program does by
   * itself passes.
   */
  async gate(context: CallContext, kind: ApprovalKind, change: RequestedChange): Promise<void> {
    const person = personBehind(context.caller)
    if (person === null || !this.#ports.settings().approvalsRequired.includes(kind)) return
    const input = JSON.stringify(change.input)
    if (this.#isCarriedOut(context, { action: change.action, input })) return
    const row = await this.#request(context, { ...change, kind, input, person })
    throw new AppError('APPROVAL_REQUIRED', { approvalId: row.id, kind })
  }

  /** Deciders see every request, others their own. */
  async list(page: PageInput & { readonly show: 'waiting' | 'all' }, context: CallContext): Promise<Page<Approval>> {
    const { storage, access } = this.#ports
    const { caller, remoteAddress } = context
    const person = personBehind(caller)
    const seesAll = access.decide(caller, 'approvals.decide', { remoteAddress }).allowed
    const filter = {
      requestedById: seesAll ? undefined : (person?.id ?? ''),
      waitingAt: page.show === 'waiting' ? this.#now() : undefined,
    }
    const { items, nextCursor } = await repository.listApprovals(storage.db, filter, page)
    return { items: items.map((row) => toApproval(row, person, this.#now())), nextCursor }
  }

  /** Counts as failed from the decision until it is done: whatever ends the program between leaves it told as not done. */
  async approve(id: string, reason: string, context: CallContext): Promise<Approval> {
    const { storage, notices } = this.#ports
    const decider = this.#decider(context)
    const claimed = await this.#decide(id, { state: 'failed', failureCode: 'TASK_INTERRUPTED', reason }, context)
    const approval: GivenApproval = { id, decidedById: decider.id, decidedByName: decider.name }
    const failureCode = await this.#carryOut(claimed, approval)
    const end = { state: failureCode === null ? ('approved' as const) : ('failed' as const), failureCode }
    await repository.endApproval(storage.db, id, end)
    const ended = { ...claimed, ...end }
    notices.decided(ended)
    return toApproval(ended, decider, this.#now())
  }

  async reject(id: string, reason: string, context: CallContext): Promise<Approval> {
    const decider = this.#decider(context)
    const row = await this.#decide(id, { state: 'rejected', failureCode: null, reason }, context)
    this.#ports.notices.decided(row)
    return toApproval(row, decider, this.#now())
  }

  /** Takes one's own request back; of others' one learns nothing. */
  async withdraw(id: string, context: CallContext): Promise<Approval> {
    const { storage, audit, notices } = this.#ports
    const person = personBehind(context.caller)
    const row = await storage.transaction(async (tx) => {
      const found = await repository.findApproval(tx, id)
      if (found === undefined || found.requestedById !== person?.id) throw notFound(id)
      const decision = { ...this.#decision(person, ''), state: 'withdrawn', failureCode: null } as const
      const withdrawn = await repository.decideApproval(tx, id, decision)
      if (withdrawn === undefined) throw new AppError('STALE', { resource: 'approval', id })
      await audit.record(tx, context, { action: 'security.approvals.withdraw', target: id, detail: about(found) })
      return withdrawn
    })
    notices.changed(id)
    return toApproval(row, person, this.#now())
  }

  #isCarriedOut({ approval }: CallContext, wanted: Pick<repository.ApprovalRow, 'action' | 'input'>): boolean {
    const row = approval === undefined ? undefined : this.#carriedOut.get(approval.id)
    return row !== undefined && row.action === wanted.action && row.input === wanted.input
  }

  async #request(
    context: CallContext,
    wanted: Omit<RequestedChange, 'input'> & { kind: ApprovalKind; input: string; person: ApprovalPerson },
  ): Promise<repository.ApprovalRow> {
    const { storage, audit, notices } = this.#ports
    const made = this.#newRow(context, wanted)
    const row = await storage.transaction(async (tx) => {
      const known = await repository.findWaitingApproval(tx, made, made.requestedAt)
      if (known !== undefined) return known
      await repository.insertApproval(tx, made)
      const entry = { action: 'security.approvals.request', target: made.id, detail: about(made) }
      await audit.record(tx, context, entry)
      return made
    })
    if (row === made) await notices.requested(made)
    return row
  }

  #newRow(
    context: CallContext,
    wanted: Omit<RequestedChange, 'input'> & { kind: ApprovalKind; input: string; person: ApprovalPerson },
  ): repository.ApprovalRow {
    const { kind, action, input, target, detail, person } = wanted
    const now = this.#now()
    return {
      ...{ id: newId(), kind, action, input, target, detail: JSON.stringify(detail), state: 'waiting' },
      ...{ requestedById: person.id, requestedByName: person.name, requestedFrom: context.remoteAddress },
      ...{ requestedAt: now, expiresAt: now + validMs },
      ...{ decidedById: null, decidedByName: null, decidedAt: null, reason: '', failureCode: null },
    }
  }

  /** Whoever owns the data folder is no second person: they may be the first one at another door. */
  #decider({ caller }: CallContext): ApprovalPerson {
    const person = personBehind(caller)
    if (person === null || person.id === localOperatorId)
      throw new AppError('FORBIDDEN', { permission: 'approvals.decide' })
    return person
  }

  async #decide(
    id: string,
    outcome: Pick<repository.ApprovalRow, 'state' | 'failureCode' | 'reason'>,
    context: CallContext,
  ): Promise<repository.ApprovalRow> {
    const { storage, audit } = this.#ports
    const decider = this.#decider(context)
    const verb = outcome.state === 'rejected' ? 'reject' : 'approve'
    return storage.transaction(async (tx) => {
      const found = await repository.findApproval(tx, id)
      if (found === undefined) throw notFound(id)
      if (found.requestedById === decider.id) throw new AppError('APPROVAL_OWN', {})
      const decided = await repository.decideApproval(tx, id, {
        ...this.#decision(decider, outcome.reason),
        ...outcome,
      })
      if (decided === undefined) throw new AppError('STALE', { resource: 'approval', id })
      const detail = { ...about(found), reason: outcome.reason }
      await audit.record(tx, context, { action: `security.approvals.${verb}`, target: id, detail })
      return decided
    })
  }

  #decision(person: ApprovalPerson, reason: string) {
    return { decidedById: person.id, decidedByName: person.name, decidedAt: this.#now(), reason }
  }

  /** In the name of whoever asked, with the rights they have now. */
  async #carryOut(row: repository.ApprovalRow, approval: GivenApproval): Promise<ErrorCode | null> {
    const caller = await this.#requester(row)
    if (caller === null) return 'FORBIDDEN'
    const context: CallContext = {
      ...{ requestId: newId(), transport: 'internal', remoteAddress: row.requestedFrom, userAgent: '' },
      caller,
      approval,
    }
    this.#carriedOut.set(row.id, row)
    try {
      return await this.#ports.carryOut(row.action, JSON.parse(row.input), context)
    } finally {
      this.#carriedOut.delete(row.id)
    }
  }

  /** They proved who they are when they asked. */
  async #requester({ requestedById, requestedByName }: repository.ApprovalRow): Promise<Caller | null> {
    if (requestedById === localOperatorId) return { kind: 'local-operator', systemUser: requestedByName }
    const user = await findUser(this.#ports.storage.db, requestedById)
    if (user === undefined || user.state === 'disabled' || (user.expiresAt ?? Infinity) <= this.#now()) return null
    return { ...callerWithoutSession(user), steppedUpUntil: this.#now() + proofMs }
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

function about({ kind, action, target, requestedByName }: repository.ApprovalRow) {
  return { kind, action, target, requestedBy: requestedByName }
}

function notFound(id: string): AppError {
  return new AppError('NOT_FOUND', { resource: 'approval', id })
}
