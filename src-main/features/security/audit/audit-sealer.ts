import { setTimeout as sleep } from 'node:timers/promises'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { Storage } from '#main/storage/storage.ts'
import { isStorageError, StorageError } from '#main/storage/storage-error.ts'
import { auditHead, sealAuditRows, unsealedAuditRows } from '../repository/audit-chain.ts'
import { type ChainHead, emptyChain, linkRows } from './chain.ts'

export interface SealerPorts {
  readonly storage: Pick<Storage, 'db'>
  readonly log: Logger
  /** Hears of the new end of the chain. */
  readonly onSealed?: (head: ChainHead) => void
}

const batchRows = 100
const conflictsAtMost = 10
const longestPauseMs = 40
const lookEveryMs = 500
const wakeAfterMs = 200

/**
 * Links rows that have been committed to the chain, in batches that hold the database for a moment only. Several nodes
 * may do so at once: the database lets one of them have each place, and the others look again.
 */
export class AuditSealer {
  readonly #ports: SealerPorts
  #running: Promise<void> | null = null
  #again = false
  #alarm: NodeJS.Timeout | null = null
  #failing = false

  constructor(ports: SealerPorts) {
    this.#ports = ports
  }

  start(owner: Owner): void {
    const timer = setInterval(() => this.#inBackground(), lookEveryMs)
    timer.unref()
    owner.own('audit sealer', async () => {
      clearInterval(timer)
      if (this.#alarm !== null) clearTimeout(this.#alarm)
      this.#alarm = null
      await this.seal()
    })
  }

  /** Something is about to be committed: looks a moment later. */
  wake(): void {
    if (this.#alarm !== null) return
    this.#alarm = setTimeout(() => {
      this.#alarm = null
      this.#inBackground()
    }, wakeAfterMs)
    this.#alarm.unref()
  }

  /** Links everything that is committed by now. */
  seal(): Promise<void> {
    this.#again = true
    this.#running ??= this.#sealAll()
    return this.#running
  }

  /** Looks for the next wish and gives up the turn in one step, so that no wish falls in between. */
  async #sealAll(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false
        while ((await this.#sealBatch()) === batchRows);
      }
    } finally {
      this.#running = null
    }
  }

  async #sealBatch(): Promise<number> {
    for (let conflicts = 0; ; conflicts += 1) {
      const linked = await this.#linkOldest().catch((error: unknown) => {
        if (!isStorageError(error, 'DATABASE_CONSTRAINT') || conflicts >= conflictsAtMost) throw error
        return null
      })
      if (linked !== null) return linked
      if (conflicts >= conflictsAtMost) throw new StorageError('DATABASE_CONFLICT', { attempts: conflicts })
      await sleep(Math.random() * longestPauseMs)
    }
  }

  /** How many rows were linked; null when somebody else linked some at the same moment. */
  async #linkOldest(): Promise<number | null> {
    const { storage, onSealed } = this.#ports
    const rows = await unsealedAuditRows(storage.db, batchRows)
    if (rows.length === 0) return 0
    const head = (await auditHead(storage.db)) ?? emptyChain
    const linked = linkRows(head, rows)
    if (!(await sealAuditRows(storage.db, head, linked))) return null
    const last = linked.at(-1)
    if (last !== undefined) onSealed?.(last)
    return rows.length
  }

  /** A database that is away is no news each half second. */
  #inBackground(): void {
    this.seal().then(
      () => {
        this.#failing = false
      },
      (error: unknown) => {
        if (!this.#failing) this.#ports.log.error('the audit log could not be sealed', { error })
        this.#failing = true
      },
    )
  }
}
