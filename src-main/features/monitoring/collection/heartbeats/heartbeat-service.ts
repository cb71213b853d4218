import { hashOfSecret, newSecret } from '#main/features/security/index.ts'
import { BackgroundWork } from '#main/platform/background-work.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { MetricSource } from '#main/platform/metrics/index.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Heartbeat } from '#shared/features/monitoring/values.ts'
import { unlessNameTaken } from '../../name-taken.ts'
import type { CollectionPorts } from '../ports.ts'
import * as rows from '../repository/heartbeats.ts'
import { countedFrom, heartbeatView, stateOf } from './heartbeat-state.ts'

type Ports = Pick<CollectionPorts, 'storage' | 'clock' | 'events' | 'log' | 'audit'>

/** What a job says of itself. */
export interface HeartbeatReport {
  readonly token: string
  readonly state: 'ok' | 'failed' | 'started'
  readonly message: string
  readonly durationMs?: number | undefined
}

const heartbeatsAtMost = 500
const sweepEveryMs = 15_000

/** Jobs elsewhere that report in: who they are, what they said, and who has fallen silent. */
export class HeartbeatService {
  readonly #ports: Ports
  readonly #states = new Map<string, Heartbeat['state']>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  async start(owner: Owner): Promise<void> {
    await this.sweep()
    new BackgroundWork('sweep of heartbeats', this.#ports.log, () => this.sweep()).repeat(owner, sweepEveryMs)
  }

  async list(): Promise<Heartbeat[]> {
    return (await rows.listHeartbeats(this.#ports.storage.db)).map((one) => heartbeatView(one, this.#nowMs()))
  }

  async create(input: rows.HeartbeatInput, context: CallContext): Promise<{ heartbeat: Heartbeat; token: string }> {
    const { storage, audit } = this.#ports
    const [id, token] = [newId(), newSecret()]
    await unlessNameTaken('heartbeat', input.name, () =>
      storage.transaction(async (tx) => {
        if ((await rows.countHeartbeats(tx)) >= heartbeatsAtMost) {
          throw new AppError('LIMIT_REACHED', { resource: 'heartbeat', limit: heartbeatsAtMost })
        }
        await rows.insertHeartbeat(tx, { id, input, tokenHash: hashOfSecret(token), atMs: this.#nowMs() })
        const detail = { after: input }
        await audit.record(tx, context, {
          ...{ action: 'monitoring.heartbeats.create', target: id, targetName: input.name, detail },
        })
      }),
    )
    return { heartbeat: await this.#announced(id), token }
  }

  /** Whoever is woken up, or given another time, is waited for anew. */
  async update(id: string, input: rows.HeartbeatInput, context: CallContext): Promise<Heartbeat> {
    const { storage, audit } = this.#ports
    await unlessNameTaken('heartbeat', input.name, () =>
      storage.transaction(async (tx) => {
        const before = await existing(tx, id)
        const isSame =
          before.isEnabled === input.isEnabled &&
          before.intervalSeconds === input.intervalSeconds &&
          before.graceSeconds === input.graceSeconds
        const atMs = this.#nowMs()
        await rows.updateHeartbeat(tx, id, { input, atMs, watchedSince: isSame ? before.watchedSince : atMs })
        const detail = { before: inputOf(before), after: input }
        await audit.record(tx, context, {
          ...{ action: 'monitoring.heartbeats.update', target: id, targetName: input.name, detail },
        })
      }),
    )
    return this.#announced(id)
  }

  /** The old token is good for nothing from now on. */
  async renewToken(id: string, context: CallContext): Promise<{ token: string }> {
    const { storage, audit } = this.#ports
    const token = newSecret()
    await storage.transaction(async (tx) => {
      const { name } = await existing(tx, id)
      await rows.replaceTokenHash(tx, id, hashOfSecret(token))
      await audit.record(tx, context, { action: 'monitoring.heartbeats.renewToken', target: id, targetName: name })
    })
    return { token }
  }

  async remove(id: string, context: CallContext): Promise<void> {
    const { storage, audit, events } = this.#ports
    await storage.transaction(async (tx) => {
      const before = await existing(tx, id)
      await rows.deleteHeartbeat(tx, id)
      const detail = { before: inputOf(before) }
      await audit.record(tx, context, {
        ...{ action: 'monitoring.heartbeats.remove', target: id, targetName: before.name, detail },
      })
    })
    this.#states.delete(id)
    events.publish({ type: 'monitoring.heartbeat.changed', id })
  }

  /**
   * Takes what a job says, also of a paused one. It is found by the hash of its token, so that neither the time nor the
   * answer tells how near a guess was.
   */
  async report({ token, state, message, durationMs }: HeartbeatReport): Promise<void> {
    const { db } = this.#ports.storage
    const found = await rows.findHeartbeatByToken(db, hashOfSecret(token))
    if (found === undefined) throw new AppError('HEARTBEAT_UNKNOWN', {})
    const nowMs = this.#nowMs()
    if (state === 'started') await rows.saveReport(db, found.id, { startedAt: nowMs, lastMessage: message })
    else {
      const took = found.startedAt === null ? null : Math.max(0, nowMs - found.startedAt)
      await rows.saveReport(db, found.id, {
        ...{ lastState: state, lastReportAt: nowMs, startedAt: null, lastMessage: message },
        lastDurationMs: durationMs ?? took,
      })
    }
    await this.#announced(found.id)
  }

  /** Announces whoever has fallen silent since the last time. */
  async sweep(): Promise<void> {
    for (const heartbeat of await rows.listHeartbeats(this.#ports.storage.db)) {
      const state = stateOf(heartbeat, this.#nowMs())
      const before = this.#states.get(heartbeat.id)
      this.#states.set(heartbeat.id, state)
      if (before === undefined || before === state) continue
      if (state === 'late') this.#ports.log.warning('a job elsewhere has fallen silent', { heartbeat: heartbeat.name })
      this.#ports.events.publish({ type: 'monitoring.heartbeat.changed', id: heartbeat.id })
    }
  }

  /** When jobs last reported and how they stand; paused ones have no figures. */
  readonly figures: MetricSource = {
    ...{ name: 'heartbeats', everyMs: 5000 },
    refresh: async (registry) => {
      const enabled = (await rows.listHeartbeats(this.#ports.storage.db)).filter(({ isEnabled }) => isEnabled)
      const nowMs = this.#nowMs()
      const each = (value: (one: rows.KeptHeartbeat) => number) =>
        enabled.map((one) => ({ labels: { heartbeat: one.name }, value: value(one) }))
      const isWell = (one: rows.KeptHeartbeat) => ['up', 'waiting'].includes(stateOf(one, nowMs))
      registry.replace(
        'kuraban_heartbeat_last_report_timestamp_seconds',
        each((one) => countedFrom(one) / 1000),
      )
      registry.replace(
        'kuraban_heartbeat_interval_seconds',
        each(({ intervalSeconds }) => intervalSeconds),
      )
      registry.replace(
        'kuraban_heartbeat_up',
        each((one) => (isWell(one) ? 1 : 0)),
      )
    },
  }

  async #announced(id: string): Promise<Heartbeat> {
    const heartbeat = await existing(this.#ports.storage.db, id)
    this.#states.set(id, stateOf(heartbeat, this.#nowMs()))
    this.#ports.events.publish({ type: 'monitoring.heartbeat.changed', id })
    return heartbeatView(heartbeat, this.#nowMs())
  }

  #nowMs(): number {
    return this.#ports.clock.now().getTime()
  }
}

async function existing(db: DatabaseHandle, id: string): Promise<rows.KeptHeartbeat> {
  const found = await rows.findHeartbeat(db, id)
  if (found === undefined) throw new AppError('NOT_FOUND', { resource: 'heartbeat', id })
  return found
}

function inputOf({ name, isEnabled, intervalSeconds, graceSeconds }: rows.KeptHeartbeat): rows.HeartbeatInput {
  return { name, isEnabled, intervalSeconds, graceSeconds }
}
