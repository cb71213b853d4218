import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { Silence } from '#shared/features/monitoring/contract/alerts.ts'
import type { Matcher } from '#shared/features/monitoring/values.ts'
import { labelsOf, matches } from '../decision/known-alert.ts'
import type { AlertingPorts } from '../ports.ts'
import { openAlerts } from '../repository/alert-rows.ts'
import { expireSilence, findSilence, insertSilence, listSilences, type SilenceRow } from '../repository/silence-rows.ts'
import { textRecordOf } from '../store/stored-alert.ts'
import { actingPerson } from './acting-person.ts'
import { matcherIssues } from './matcher-checks.ts'
import { matchersOf } from './quiet.ts'

type SilencePorts = Pick<AlertingPorts, 'storage' | 'clock' | 'events' | 'audit'>

/** A silence as it is asked for; without a beginning it begins at once. */
export interface SilenceInput {
  readonly matchers: Matcher[]
  readonly startsAt?: string | undefined
  readonly endsAt: string
  readonly comment: string
}

/** Silences: nobody is told of alerts that match, for a time. */
export class SilenceService {
  readonly #ports: SilencePorts

  constructor(ports: SilencePorts) {
    this.#ports = ports
  }

  async list(input: PageInput & { readonly state: 'current' | 'expired' | 'all' }): Promise<Page<Silence>> {
    const { items, nextCursor } = await listSilences(this.#ports.storage.db, input, this.#now())
    return { items: await this.#views(items), nextCursor }
  }

  async create(input: SilenceInput, context: CallContext): Promise<Silence> {
    const { storage, audit } = this.#ports
    const createdAt = this.#now()
    const startsAt = input.startsAt === undefined ? createdAt : Date.parse(input.startsAt)
    const endsAt = Date.parse(input.endsAt)
    const issues = [...matcherIssues(input.matchers), ...timeIssues(startsAt, endsAt, createdAt)]
    if (issues.length === 0 && matches(input.matchers, labelsOf({}))) {
      issues.push({ path: 'matchers', message: 'matches-everything' })
    }
    if (issues.length > 0) throw new AppError('VALIDATION', { issues })
    const by = actingPerson(context.caller)
    const row: SilenceRow = {
      ...{ id: newId(), matchers: JSON.stringify(input.matchers), comment: input.comment },
      ...{ startsAt, endsAt, createdAt, createdBy: by.id, createdByName: by.name },
    }
    await storage.transaction(async (tx) => {
      await insertSilence(tx, row)
      const action = 'monitoring.silences.create'
      await audit.record(tx, context, { action, target: row.id, targetName: row.comment, detail: { after: input } })
    })
    return await this.#changed(row)
  }

  async expire(id: string, context: CallContext): Promise<Silence> {
    const { storage, audit } = this.#ports
    const row = await storage.transaction(async (tx) => {
      const before = await findSilence(tx, id)
      if (before === undefined) throw new AppError('NOT_FOUND', { resource: 'silence', id })
      const expired = await expireSilence(tx, id, this.#now())
      if (expired === undefined) throw new AppError('STALE', { resource: 'silence', id })
      const detail = { endsAt: new Date(before.endsAt).toISOString() }
      const action = 'monitoring.silences.expire'
      await audit.record(tx, context, { action, target: id, targetName: before.comment, detail })
      return expired
    })
    return await this.#changed(row)
  }

  async #changed(row: SilenceRow): Promise<Silence> {
    this.#ports.events.publish({ type: 'monitoring.silence.changed', id: row.id })
    const [view] = await this.#views([row])
    if (view === undefined) throw new AppError('NOT_FOUND', { resource: 'silence', id: row.id })
    return view
  }

  async #views(rows: readonly SilenceRow[]): Promise<Silence[]> {
    const nowMs = this.#now()
    const open = rows.length === 0 ? [] : await openAlerts(this.#ports.storage.db)
    const labels = open.map((alert) => labelsOf(textRecordOf(alert.labels)))
    return rows.map((row) => {
      const matchers = matchersOf(row.matchers)
      return {
        ...{ id: row.id, matchers, comment: row.comment },
        startsAt: new Date(row.startsAt).toISOString(),
        endsAt: new Date(row.endsAt).toISOString(),
        createdBy: { id: row.createdBy, name: row.createdByName },
        state: row.endsAt <= nowMs ? 'expired' : row.startsAt > nowMs ? 'pending' : 'active',
        matchingAlerts: labels.filter((one) => matches(matchers, one)).length,
      }
    })
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

function timeIssues(startsAt: number, endsAt: number, nowMs: number): { path: string; message: string }[] {
  if (endsAt <= startsAt) return [{ path: 'endsAt', message: 'ends-before-start' }]
  return endsAt <= nowMs ? [{ path: 'endsAt', message: 'is-past' }] : []
}
