import { setTimeout as sleep } from 'node:timers/promises'
import { BackgroundWork } from '#main/platform/background-work.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import { MergedRuns } from '#main/platform/merged-runs.ts'
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
  readonly #runs = new MergedRuns(() => this.#sealAll())
  readonly #work: BackgroundWork
  #alarm: NodeJS.Timeout | null = null

  constructor(ports: SealerPorts) {
    this.#ports = ports
    this.#work = new BackgroundWork('audit sealer', ports.log, () => this.seal())
  }

  start(owner: Owner): void {
    owner.own('last seal of the audit log', async () => {
      if (this.#alarm !== null) clearTimeout(this.#alarm)
      this.#alarm = null
      await this.seal()
    })
    this.#work.repeat(owner, lookEveryMs)
  }

  /** Something is about to be committed: looks a moment later. */
  wake(): void {
    if (this.#alarm !== null) return
    this.#alarm = setTimeout(() => {
      this.#alarm = null
      void this.#work.run()
    }, wakeAfterMs)
    this.#alarm.unref()
  }

  /** Links everything that is committed by now. */
  seal(): Promise<void> {
    return this.#runs.run()
  }

  async #sealAll(): Promise<void> {
    while ((await this.#sealBatch()) === batchRows);
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
    // The end is looked up first: while it stays the same, none of the rows found after it has been linked by others.
    const head = (await auditHead(storage.db)) ?? emptyChain
    const rows = await unsealedAuditRows(storage.db, batchRows)
    if (rows.length === 0) return 0
    const linked = linkRows(head, rows)
    if (!(await sealAuditRows(storage.db, head, linked))) return null
    const last = linked.at(-1)
    if (last !== undefined) onSealed?.(last)
    return rows.length
  }
}
