import type { z } from 'zod'
import { PromqlSyntaxError, parse } from '#main/engine/promql/index.ts'
import type { AuditTrail } from '#main/features/security/index.ts'
import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Storage } from '#main/storage/storage.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Dashboard, dashboardInputSchema } from '#shared/features/monitoring/values.ts'
import { queryFailure } from '../query-answers.ts'
import * as rows from '../repository/dashboards.ts'
import { builtInDashboards } from './built-in-dashboards.ts'

export type DashboardInput = z.output<typeof dashboardInputSchema>

export interface DashboardPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly audit: Pick<AuditTrail, 'record'>
}

const dashboardsAtMost = 200

/** Dashboards of the program and of the site's people. */
export class DashboardService {
  readonly #ports: DashboardPorts

  constructor(ports: DashboardPorts) {
    this.#ports = ports
  }

  async list() {
    const own = (await rows.readDashboards(this.#ports.storage.db)).map(viewOf)
    return [...(await builtInDashboards()), ...own].map((dashboard) => ({
      ...dashboard,
      panels: dashboard.panels.length,
    }))
  }

  async get(id: string): Promise<Dashboard> {
    const builtIn = (await builtInDashboards()).find((dashboard) => dashboard.id === id)
    return builtIn ?? viewOf(await this.#own(id))
  }

  async create(input: DashboardInput, context: CallContext): Promise<Dashboard> {
    assertExpressions(input)
    const row = { id: newId(), ...this.#row(input, context) }
    await unlessNameTaken(input.name, () =>
      this.#ports.storage.transaction(async (tx) => {
        if ((await rows.countDashboards(tx)) >= dashboardsAtMost) {
          throw new AppError('LIMIT_REACHED', { resource: 'dashboard', limit: dashboardsAtMost })
        }
        await rows.insertDashboard(tx, row)
        const detail = { after: { name: row.name, panels: row.panels.length } }
        await this.#ports.audit.record(tx, context, {
          ...{ action: 'monitoring.dashboards.create', target: row.id, targetName: row.name, detail },
        })
      }),
    )
    return this.#announced(row)
  }

  async update(id: string, input: DashboardInput, seenAt: string, context: CallContext): Promise<Dashboard> {
    assertExpressions(input)
    const before = await this.#own(id)
    const row = { id, ...this.#row(input, context) }
    await unlessNameTaken(input.name, () =>
      this.#ports.storage.transaction(async (tx) => {
        const isChanged = await rows.updateDashboard(tx, row, new Date(seenAt).getTime())
        if (!isChanged) throw new AppError('STALE', { resource: 'dashboard', id })
        const detail = { before: before.panels, after: row.panels }
        await this.#ports.audit.record(tx, context, {
          ...{ action: 'monitoring.dashboards.update', target: id, targetName: row.name, detail },
        })
      }),
    )
    return this.#announced(row)
  }

  async remove(id: string, context: CallContext): Promise<void> {
    const before = await this.#own(id)
    await this.#ports.storage.transaction(async (tx) => {
      await rows.deleteDashboard(tx, id)
      const detail = { before: before.panels }
      await this.#ports.audit.record(tx, context, {
        ...{ action: 'monitoring.dashboards.remove', target: id, targetName: before.name, detail },
      })
    })
    this.#ports.events.publish({ type: 'monitoring.dashboard.changed', id })
  }

  async #own(id: string): Promise<rows.DashboardRow> {
    const row = await rows.readDashboard(this.#ports.storage.db, id)
    if (row === undefined) throw new AppError('NOT_FOUND', { resource: 'dashboard', id })
    return row
  }

  #row({ name, nameEn, panels }: DashboardInput, { caller }: CallContext): Omit<rows.DashboardRow, 'id'> {
    const by =
      caller.kind === 'user'
        ? { updatedBy: caller.userId, updatedByName: caller.name }
        : { updatedBy: caller.kind, updatedByName: caller.kind }
    return { name, nameEn, panels, updatedAt: this.#ports.clock.now().getTime(), ...by }
  }

  #announced(row: rows.DashboardRow): Dashboard {
    this.#ports.events.publish({ type: 'monitoring.dashboard.changed', id: row.id })
    return viewOf(row)
  }
}

function viewOf({ updatedAt, updatedBy, updatedByName, ...row }: rows.DashboardRow): Dashboard {
  const by = { id: updatedBy, name: updatedByName }
  return { ...row, isBuiltIn: false, updatedAt: new Date(updatedAt).toISOString(), updatedBy: by }
}

function assertExpressions({ panels }: DashboardInput): void {
  for (const { expression } of panels.flatMap((panel) => panel.queries)) {
    try {
      parse(expression)
    } catch (error) {
      throw error instanceof PromqlSyntaxError ? queryFailure(error) : error
    }
  }
}

async function unlessNameTaken(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('CONFLICT', { resource: 'dashboard', field: 'name', value: name })
    throw error
  }
}
