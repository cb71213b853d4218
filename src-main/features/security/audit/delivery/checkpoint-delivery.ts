import { z } from 'zod'
import { BackgroundWork } from '#main/platform/background-work.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import { MergedRuns } from '#main/platform/merged-runs.ts'
import type { Storage } from '#main/storage/storage.ts'
import { type CheckpointRow, checkpointsAfter, newestCheckpoint } from '../../repository/audit-checkpoints.ts'
import { readAuditState, writeAuditState } from '../../repository/audit-state.ts'
import type { CheckpointDestination } from './destination.ts'

export interface DeliveryPorts {
  readonly storage: Pick<Storage, 'db'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly nodeName: string
  readonly destinations: () => readonly CheckpointDestination[]
}

const stateSchema = z.object({
  deliveredId: z.string(),
  deliveredAt: z.number().nullable(),
  failure: z.string().nullable(),
  failures: z.number(),
  nextTryAt: z.number(),
})
type DeliveryState = z.infer<typeof stateSchema>

/** Of one destination, as the status shows it. */
export interface DeliveryStatus {
  readonly kind: CheckpointDestination['kind']
  readonly place: string
  readonly lastDeliveredAt: string | null
  readonly failure: string | null
}

const lookEveryMs = 30_000
const firstPauseMs = 30_000
const longestPauseMs = 1_800_000
const batch = 100

/** The line of a checkpoint, as docs/audit.md tells it. */
export function checkpointLine({ id: _, ...checkpoint }: CheckpointRow): string {
  return JSON.stringify({ type: 'checkpoint', ...checkpoint })
}

/** Carries checkpoints off the machine: each destination for itself, tried again with growing pauses. */
export class CheckpointDelivery {
  readonly #ports: DeliveryPorts
  readonly #runs = new MergedRuns(() => this.#deliverAll())
  readonly #work: BackgroundWork

  constructor(ports: DeliveryPorts) {
    this.#ports = ports
    this.#work = new BackgroundWork('audit delivery', ports.log, () => this.deliver())
  }

  start(owner: Owner): void {
    owner.own('last audit delivery', () => this.deliver())
    this.#work.repeat(owner, lookEveryMs)
  }

  /** There is something to deliver. */
  wake(): void {
    void this.#work.run()
  }

  /** Hands over what each destination has not got yet, unless it is not its turn to be tried again. */
  deliver(): Promise<void> {
    return this.#runs.run()
  }

  async status(): Promise<DeliveryStatus[]> {
    return Promise.all(
      this.#ports.destinations().map(async (destination) => {
        const { deliveredAt, failure } = await this.#stateOf(destination)
        const lastDeliveredAt = deliveredAt === null ? null : new Date(deliveredAt).toISOString()
        return { kind: destination.kind, place: destination.place, lastDeliveredAt, failure }
      }),
    )
  }

  async #deliverAll(): Promise<void> {
    await Promise.all(this.#ports.destinations().map((destination) => this.#deliverTo(destination)))
  }

  async #deliverTo(destination: CheckpointDestination): Promise<void> {
    const { storage, clock } = this.#ports
    const state = await this.#stateOf(destination)
    if (state.nextTryAt > clock.now().getTime()) return
    for (let after = state.deliveredId; ; ) {
      const rows = await this.#waiting(after)
      const last = rows.at(-1)
      if (last === undefined) return
      try {
        await destination.deliver(rows.map(checkpointLine))
      } catch (error) {
        return this.#failed(destination, { ...state, deliveredId: after }, error)
      }
      after = last.id
      const deliveredAt = clock.now().getTime()
      const delivered = { deliveredId: after, deliveredAt, failure: null, failures: 0, nextTryAt: 0 }
      await writeAuditState(storage.db, this.#nameOf(destination), delivered, deliveredAt)
    }
  }

  /** A new destination begins with the newest state: what came before is in it. */
  async #waiting(after: string): Promise<CheckpointRow[]> {
    const { db } = this.#ports.storage
    if (after !== '') return checkpointsAfter(db, after, batch)
    const newest = await newestCheckpoint(db)
    return newest === undefined ? [] : [newest]
  }

  async #failed(destination: CheckpointDestination, state: DeliveryState, error: unknown): Promise<void> {
    const { storage, clock, log } = this.#ports
    const now = clock.now().getTime()
    const failure = (error instanceof Error ? error.message : String(error)).slice(0, 500)
    const failures = state.failures + 1
    const nextTryAt = now + Math.min(firstPauseMs * 2 ** Math.min(state.failures, 20), longestPauseMs)
    await writeAuditState(storage.db, this.#nameOf(destination), { ...state, failure, failures, nextTryAt }, now)
    if (failures > 1) return
    const { kind, place } = destination
    log.error('an audit checkpoint could not be delivered', { kind, place, failure })
    this.#ports.events.publish({
      type: 'notice',
      id: newId(),
      at: clock.now().toISOString(),
      severity: 'warning',
      code: 'security.notice.audit-checkpoint-undelivered',
      data: { kind, place },
      link: '/security/audit',
    })
  }

  async #stateOf(destination: CheckpointDestination): Promise<DeliveryState> {
    const kept = await readAuditState(this.#ports.storage.db, this.#nameOf(destination), stateSchema)
    return kept ?? { deliveredId: '', deliveredAt: null, failure: null, failures: 0, nextTryAt: 0 }
  }

  /** Each node delivers for itself: a file of one is not that of another. */
  #nameOf({ kind, place }: CheckpointDestination): string {
    return `delivery.${this.#ports.nodeName}.${kind}.${place}`
  }
}
