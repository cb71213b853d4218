import type { z } from 'zod'
import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Maintenance, maintenanceInputSchema } from '#shared/features/monitoring/contract/alerts.ts'
import { checkMaintenance, maintenanceSpan } from '../decision/maintenance-times.ts'
import type { AlertingPorts } from '../ports.ts'
import {
  deleteMaintenance,
  findMaintenance,
  insertMaintenance,
  listMaintenance,
  type MaintenanceRow,
  updateMaintenance,
} from '../repository/maintenance-rows.ts'
import { matcherIssues } from './matcher-checks.ts'
import { matchersOf, whenOf } from './quiet.ts'

type MaintenancePorts = Pick<AlertingPorts, 'storage' | 'clock' | 'events' | 'audit' | 'timeZone'>
type MaintenanceInput = z.infer<typeof maintenanceInputSchema>

/** Windows of maintenance, once or by a schedule in the site's time zone. */
export class MaintenanceService {
  readonly #ports: MaintenancePorts

  constructor(ports: MaintenancePorts) {
    this.#ports = ports
  }

  async list(): Promise<{ items: Maintenance[] }> {
    const rows = await listMaintenance(this.#ports.storage.db)
    return { items: rows.map((row) => this.#view(row)) }
  }

  async create(input: MaintenanceInput, context: CallContext): Promise<Maintenance> {
    const { storage, audit } = this.#ports
    const row = this.#row(newId(), input)
    await storage.transaction(async (tx) => {
      await insertMaintenance(tx, row)
      const detail = { after: input }
      const named = { target: row.id, targetName: row.name }
      await audit.record(tx, context, { action: 'monitoring.maintenance.create', ...named, detail })
    })
    return this.#changed(row)
  }

  async update(
    { id, ...input }: MaintenanceInput & { readonly id: string },
    context: CallContext,
  ): Promise<Maintenance> {
    const { storage, audit } = this.#ports
    const row = this.#row(id, input)
    await storage.transaction(async (tx) => {
      const before = await findMaintenance(tx, id)
      if (before === undefined) throw new AppError('NOT_FOUND', { resource: 'maintenance', id })
      await updateMaintenance(tx, row)
      const detail = { before: inputOf(before), after: input }
      const named = { target: id, targetName: before.name }
      await audit.record(tx, context, { action: 'monitoring.maintenance.update', ...named, detail })
    })
    return this.#changed(row)
  }

  async remove(id: string, context: CallContext): Promise<void> {
    const { storage, audit, events } = this.#ports
    await storage.transaction(async (tx) => {
      const before = await findMaintenance(tx, id)
      if (before === undefined) throw new AppError('NOT_FOUND', { resource: 'maintenance', id })
      await deleteMaintenance(tx, id)
      const named = { target: id, targetName: before.name }
      const detail = { before: inputOf(before) }
      await audit.record(tx, context, { action: 'monitoring.maintenance.remove', ...named, detail })
    })
    events.publish({ type: 'monitoring.maintenance.changed', id })
  }

  /** Refuses what can never happen or be compared. */
  #row(id: string, { name, matchers, isEnabled, when }: MaintenanceInput): MaintenanceRow {
    const nowMs = this.#now()
    checkMaintenance(when, this.#ports.timeZone(), nowMs)
    const issues = matcherIssues(matchers)
    if (issues.length > 0) throw new AppError('VALIDATION', { issues })
    return {
      ...{ id, name, matchers: JSON.stringify(matchers), isEnabled: isEnabled ? 1 : 0, updatedAt: nowMs },
      schedule: JSON.stringify(when),
    }
  }

  #changed(row: MaintenanceRow): Maintenance {
    this.#ports.events.publish({ type: 'monitoring.maintenance.changed', id: row.id })
    return this.#view(row)
  }

  #view(row: MaintenanceRow): Maintenance {
    const nowMs = this.#now()
    const input = inputOf(row)
    const span = input.isEnabled ? maintenanceSpan(input.when, this.#ports.timeZone(), nowMs) : null
    return {
      ...{ ...input, id: row.id, isActive: span !== null && span.fromMs <= nowMs },
      nextStartsAt: span === null ? null : new Date(span.fromMs).toISOString(),
      nextEndsAt: span === null ? null : new Date(span.toMs).toISOString(),
    }
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

function inputOf({ name, matchers, isEnabled, schedule }: MaintenanceRow): MaintenanceInput {
  return { name, matchers: matchersOf(matchers), isEnabled: isEnabled === 1, when: whenOf(schedule) }
}
