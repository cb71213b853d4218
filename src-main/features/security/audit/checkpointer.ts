import { BackgroundWork } from '#main/platform/background-work.ts'
import type { Clock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { auditHead } from '../repository/audit-chain.ts'
import { type CheckpointRow, insertCheckpoint, lastCheckpoint } from '../repository/audit-checkpoints.ts'
import type { AuditKeys } from './audit-keys.ts'
import type { ChainHead } from './chain.ts'

export interface CheckpointerPorts {
  readonly storage: Pick<Storage, 'db'>
  readonly clock: Clock
  readonly log: Logger
  readonly keys: AuditKeys
  /** Hears that there is a checkpoint to deliver. */
  readonly onCheckpoint: () => void
}

const everyRows = 1000
const everyMs = 600_000
const lookEveryMs = 15_000

/** Signs the state of the chain every thousand rows, every ten minutes when there is something new, and at the end. */
export class Checkpointer {
  readonly #ports: CheckpointerPorts
  #last: { seq: number; at: number } | null = null
  #running: Promise<unknown> = Promise.resolve()
  readonly #work: BackgroundWork

  constructor(ports: CheckpointerPorts) {
    this.#ports = ports
    this.#work = new BackgroundWork('audit checkpoints', ports.log, () => this.#inTurn(() => this.#makeDue(false)))
  }

  start(owner: Owner): void {
    owner.own('last audit checkpoint', () => this.make())
    this.#work.repeat(owner, lookEveryMs)
  }

  /** The chain has grown. */
  grown(head: ChainHead): void {
    if (this.#last !== null && head.seq - this.#last.seq >= everyRows) void this.#work.run()
  }

  /** Signs the state of this moment, unless it has been signed already. */
  make(): Promise<void> {
    return this.#inTurn(() => this.#makeDue(true))
  }

  /** Signs that the record begins after `head` from now on; to be kept in the same transaction as what follows from it. */
  async signBeginning(tx: DatabaseHandle, head: ChainHead): Promise<void> {
    await insertCheckpoint(tx, await this.#signed('beginning', head))
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#running.then(work)
    this.#running = next.catch(() => undefined)
    return next
  }

  async #makeDue(always: boolean): Promise<void> {
    const { storage, clock, onCheckpoint } = this.#ports
    this.#last ??= (await lastCheckpoint(storage.db, 'state')) ?? { seq: 0, at: 0 }
    const head = await auditHead(storage.db)
    if (head === null || head.seq <= this.#last.seq) return
    const isDue = head.seq - this.#last.seq >= everyRows || clock.now().getTime() - this.#last.at >= everyMs
    if (!always && !isDue) return
    const row = await this.#signed('state', head)
    await insertCheckpoint(storage.db, row)
    this.#last = row
    onCheckpoint()
  }

  async #signed(kind: CheckpointRow['kind'], { seq, hash }: ChainHead): Promise<CheckpointRow> {
    const { keys, clock } = this.#ports
    return { id: newId(), ...(await keys.sign({ kind, seq, hash, at: clock.now().getTime() })) }
  }
}
