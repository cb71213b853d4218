import type { CallContext } from '#main/platform/caller.ts'
import { dayMs } from '#main/platform/durations.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { MetricSource } from '#main/platform/metrics/index.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Check, CheckSettings } from '#shared/features/monitoring/values.ts'
import { unlessNameTaken } from '../../name-taken.ts'
import type { CollectionPorts } from '../ports.ts'
import * as rows from '../repository/checks.ts'
import { CheckSchedule } from './check-schedule.ts'
import { type CheckRun, runCheck } from './run-check.ts'

type Ports = Pick<CollectionPorts, 'storage' | 'clock' | 'events' | 'log' | 'audit' | 'availability'>

const checksAtMost = 200

/** A check as it is run. */
type EnabledCheck = Pick<rows.KeptCheck, 'id' | 'name' | 'intervalSeconds' | 'settings'>

/** A run that this process has seen. */
interface SeenRun extends rows.LastRun {
  readonly name: string
  readonly certificateEndsAt: Date | null
}

/** Active checks: keeping them, running them, and what they found. Only a change of what is found goes to the database at once. */
export class CheckService {
  readonly #ports: Ports
  readonly #schedule: CheckSchedule<EnabledCheck>
  readonly #seen = new Map<string, SeenRun>()
  readonly #stopping = new AbortController()

  constructor(ports: Ports) {
    this.#ports = ports
    this.#schedule = new CheckSchedule(ports.clock, (check) => this.#run(check))
  }

  async start(owner: Owner): Promise<void> {
    await this.#reload()
    owner.own('results of checks', () => this.#saveAll())
    this.#schedule.start(owner)
    owner.own('running checks', () => this.#stopping.abort())
  }

  async list(): Promise<Check[]> {
    const [kept, availability] = await Promise.all([
      rows.listChecks(this.#ports.storage.db),
      this.#ports.availability?.().catch(() => undefined),
    ])
    return kept.map((check) => this.#view(check, availability?.get(check.name)))
  }

  async create(input: rows.CheckInput, context: CallContext): Promise<Check> {
    const { storage, audit, clock } = this.#ports
    const id = newId()
    await unlessNameTaken('check', input.name, () =>
      storage.transaction(async (tx) => {
        if ((await rows.countChecks(tx)) >= checksAtMost) {
          throw new AppError('LIMIT_REACHED', { resource: 'check', limit: checksAtMost })
        }
        await rows.insertCheck(tx, id, input, clock.now().getTime())
        const detail = { after: input }
        await audit.record(tx, context, {
          ...{ action: 'monitoring.checks.create', target: id, targetName: input.name, detail },
        })
      }),
    )
    return this.#announced(id)
  }

  async update(id: string, input: rows.CheckInput, context: CallContext): Promise<Check> {
    const { storage, audit, clock } = this.#ports
    const forgets = await unlessNameTaken('check', input.name, () =>
      storage.transaction(async (tx) => {
        const before = await rows.findCheck(tx, id)
        if (before === undefined) throw missing(id)
        const isOther = JSON.stringify(before.settings) !== JSON.stringify(input.settings)
        await rows.updateCheck(tx, id, { input, atMs: clock.now().getTime(), forgets: isOther })
        const detail = { before: inputOf(before), after: input }
        await audit.record(tx, context, {
          ...{ action: 'monitoring.checks.update', target: id, targetName: input.name, detail },
        })
        return isOther || before.name !== input.name
      }),
    )
    if (forgets) this.#seen.delete(id)
    return this.#announced(id)
  }

  async remove(id: string, context: CallContext): Promise<void> {
    const { storage, audit, events } = this.#ports
    await storage.transaction(async (tx) => {
      const before = await rows.findCheck(tx, id)
      if (before === undefined) throw missing(id)
      await rows.deleteCheck(tx, id)
      const detail = { before: inputOf(before) }
      await audit.record(tx, context, {
        ...{ action: 'monitoring.checks.remove', target: id, targetName: before.name, detail },
      })
    })
    await this.#reload()
    events.publish({ type: 'monitoring.check.changed', id })
  }

  async tryOut(settings: CheckSettings) {
    const run = await runCheck(settings, this.#stopping.signal)
    const { isUp, durationMs, message } = run
    return { isUp, durationMs, message, certificateDays: this.#daysLeft(run.certificateEndsAt) }
  }

  /** What the last runs found, as figures. */
  readonly figures: MetricSource = {
    ...{ name: 'checks', everyMs: 0 },
    refresh: (registry) => {
      const seen = [...this.#seen.values()]
      const label = ({ name }: SeenRun) => ({ check: name })
      const ends = seen.filter(({ certificateEndsAt }) => certificateEndsAt !== null)
      registry.replace(
        'probe_success',
        seen.map((run) => ({ labels: label(run), value: run.state === 'up' ? 1 : 0 })),
      )
      registry.replace(
        'probe_duration_seconds',
        seen.map((run) => ({ labels: label(run), value: (run.lastDurationMs ?? 0) / 1000 })),
      )
      registry.replace(
        'probe_ssl_earliest_cert_expiry',
        ends.map((run) => ({ labels: label(run), value: (run.certificateEndsAt?.getTime() ?? 0) / 1000 })),
      )
    },
  }

  async #run(check: EnabledCheck): Promise<void> {
    const run = await runCheck(check.settings, this.#stopping.signal)
    if (this.#stopping.signal.aborted || !this.#schedule.has(check)) return
    const before = this.#seen.get(check.id)?.state ?? 'unknown'
    const seen = this.#seenOf(check, run)
    this.#seen.set(check.id, seen)
    if (before === seen.state) return
    const fields = { check: check.name, reason: run.message }
    if (!run.isUp) this.#ports.log.warning('a check fails', fields)
    else if (before === 'down') this.#ports.log.info('a check succeeds again', fields)
    await this.#save(check.id, seen)
    this.#ports.events.publish({ type: 'monitoring.check.changed', id: check.id })
  }

  #seenOf({ name }: EnabledCheck, run: CheckRun): SeenRun {
    return {
      ...{ name, state: run.isUp ? 'up' : 'down', certificateEndsAt: run.certificateEndsAt },
      lastRunAt: this.#ports.clock.now().getTime(),
      lastDurationMs: run.durationMs,
      lastMessage: run.message,
      certificateDays: this.#daysLeft(run.certificateEndsAt),
    }
  }

  async #save(id: string, { name: _name, certificateEndsAt: _end, ...run }: SeenRun): Promise<void> {
    await rows.saveLastRun(this.#ports.storage.db, id, run).catch((error: unknown) => {
      this.#ports.log.warning('the result of a check could not be kept', { checkId: id, error })
    })
  }

  async #saveAll(): Promise<void> {
    for (const [id, run] of this.#seen) await this.#save(id, run)
  }

  /** Takes up what is kept now, and forgets runs of what is gone or paused. */
  async #reload(): Promise<void> {
    const enabled = (await rows.listChecks(this.#ports.storage.db)).filter(({ isEnabled }) => isEnabled)
    const ids = new Set(enabled.map(({ id }) => id))
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id)
    this.#schedule.replace(
      enabled.map(({ id, name, intervalSeconds, settings }) => ({ id, name, intervalSeconds, settings })),
    )
  }

  async #announced(id: string): Promise<Check> {
    await this.#reload()
    this.#ports.events.publish({ type: 'monitoring.check.changed', id })
    const check = await rows.findCheck(this.#ports.storage.db, id)
    if (check === undefined) throw missing(id)
    return this.#view(check, undefined)
  }

  #view(check: rows.KeptCheck, availability: number | undefined): Check {
    const { lastRunAt, ...last } = { ...check, ...this.#seen.get(check.id) }
    return {
      ...{ id: check.id, ...inputOf(check), availability24h: availability ?? null },
      state: check.isEnabled ? last.state : 'paused',
      lastRunAt: lastRunAt === null ? null : new Date(lastRunAt).toISOString(),
      lastDurationMs: last.lastDurationMs,
      lastMessage: last.lastMessage,
      certificateDays: last.certificateDays,
    }
  }

  #daysLeft(end: Date | null): number | null {
    return end === null ? null : (end.getTime() - this.#ports.clock.now().getTime()) / dayMs
  }
}

function inputOf({ name, isEnabled, intervalSeconds, settings }: rows.KeptCheck): rows.CheckInput {
  return { name, isEnabled, intervalSeconds, settings }
}

function missing(id: string): AppError {
  return new AppError('NOT_FOUND', { resource: 'check', id })
}
