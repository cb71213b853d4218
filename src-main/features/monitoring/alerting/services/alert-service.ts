import type { CallContext } from '#main/platform/caller.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { Alert, AlertEvent } from '#shared/features/monitoring/values.ts'
import type { Mutes } from '../decision/mutes.ts'
import type { AlertingPorts } from '../ports.ts'
import { type AlertFilter, eventsOfAlert, findAlert, listAlerts } from '../repository/alert-queries.ts'
import {
  type AlertRow,
  acknowledgeAlert,
  assignAlert,
  firingAlerts,
  insertAlertEvents,
  openAlerts,
  unacknowledgeAlert,
} from '../repository/alert-rows.ts'
import { type AlertStore, channelRuleId } from '../store/alert-store.ts'
import { eventRow } from '../store/reconcile.ts'
import { knownAlertOf } from '../store/stored-alert.ts'
import { actingPerson } from './acting-person.ts'
import { alertEventView, alertView } from './alert-view.ts'
import { loadMutes } from './quiet.ts'

type AlertPorts = Pick<AlertingPorts, 'storage' | 'clock' | 'events' | 'audit' | 'handlers' | 'timeZone' | 'site'>

const eventsAtMost = 500

/** Alerts as people look at them and take care of them. */
export class AlertService {
  readonly #ports: AlertPorts
  readonly #store: AlertStore

  constructor(ports: AlertPorts, store: AlertStore) {
    this.#ports = ports
    this.#store = store
  }

  async list({ language, ...input }: PageInput & AlertFilter & { readonly language: Language }): Promise<Page<Alert>> {
    const { items, nextCursor } = await listAlerts(this.#ports.storage.db, input)
    const mutes = await this.#mutes()
    return { items: items.map((row) => alertView(row, language, mutes)), nextCursor }
  }

  async get(id: string, language: Language) {
    const { db } = this.#ports.storage
    const row = await this.#find(db, id)
    const events = await eventsOfAlert(db, id, eventsAtMost)
    return {
      ...alertView(row, language, await this.#mutes()),
      events: events.map(alertEventView),
      expression: row.expression,
      ruleId: row.ruleId === channelRuleId ? null : row.ruleId,
    }
  }

  async acknowledge(
    id: string,
    { note, until }: { readonly note: string; readonly until: string | null },
    context: CallContext,
  ): Promise<Alert> {
    const by = actingPerson(context.caller)
    const at = this.#now()
    const acknowledgedUntil = until === null ? null : Date.parse(until)
    const given = {
      ...{ acknowledgedBy: by.id, acknowledgedByName: by.name, acknowledgedAt: at, acknowledgedUntil },
      acknowledgeNote: note,
    }
    await this.#change(id, context, { action: 'acknowledge', detail: { note, until } }, async (tx) => {
      const isOver = acknowledgedUntil !== null && acknowledgedUntil <= at
      if (isOver || !(await acknowledgeAlert(tx, id, given))) throw new AppError('STALE', { resource: 'alert', id })
      await insertAlertEvents(tx, [eventRow(id, 'acknowledged', at, { actor: by, note })])
    })
    return await this.#view(id)
  }

  async unacknowledge(id: string, context: CallContext): Promise<Alert> {
    const actor = actingPerson(context.caller)
    await this.#change(id, context, { action: 'unacknowledge', detail: {} }, async (tx) => {
      if (!(await unacknowledgeAlert(tx, id))) throw new AppError('STALE', { resource: 'alert', id })
      await insertAlertEvents(tx, [eventRow(id, 'acknowledgement-ended', this.#now(), { actor })])
    })
    return await this.#view(id)
  }

  async assign(id: string, userId: string | null, context: CallContext): Promise<Alert> {
    const assignee = userId === null ? null : (await this.#ports.handlers()).find((person) => person.id === userId)
    if (assignee === undefined) throw new AppError('NOT_FOUND', { resource: 'user', id: userId ?? '' })
    const actor = actingPerson(context.caller)
    await this.#change(id, context, { action: 'assign', detail: { assignee: assignee?.name ?? null } }, async (tx) => {
      await assignAlert(tx, id, assignee)
      await insertAlertEvents(tx, [eventRow(id, 'assigned', this.#now(), { actor, note: assignee?.name ?? '' })])
    })
    return await this.#view(id)
  }

  async addNote(id: string, note: string, context: CallContext): Promise<AlertEvent> {
    const row = eventRow(id, 'noted', this.#now(), { actor: actingPerson(context.caller), note })
    await this.#change(id, context, { action: 'addNote', detail: { note } }, (tx) => insertAlertEvents(tx, [row]))
    return alertEventView(row)
  }

  async #change(
    id: string,
    context: CallContext,
    { action, detail }: { readonly action: string; readonly detail: Readonly<Record<string, unknown>> },
    work: (tx: DatabaseHandle) => Promise<void>,
  ): Promise<void> {
    const { storage, audit, events } = this.#ports
    const open = await storage.transaction(async (tx) => {
      const { rule } = await this.#find(tx, id)
      await work(tx)
      await audit.record(tx, context, { action: `monitoring.alerts.${action}`, target: id, targetName: rule, detail })
      return await openAlerts(tx)
    })
    this.#store.count(open)
    events.publish({ type: 'monitoring.alert.changed', id })
  }

  async #view(id: string): Promise<Alert> {
    const row = await this.#find(this.#ports.storage.db, id)
    return alertView(row, this.#ports.site().language, await this.#mutes())
  }

  async #mutes(): Promise<Mutes> {
    const { storage, timeZone } = this.#ports
    const firing = (await firingAlerts(storage.db)).map(knownAlertOf)
    return await loadMutes(storage.db, { timeZone: timeZone(), nowMs: this.#now(), firing })
  }

  async #find(db: DatabaseHandle, id: string): Promise<AlertRow> {
    const row = await findAlert(db, id)
    if (row === undefined) throw new AppError('NOT_FOUND', { resource: 'alert', id })
    return row
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}
