import type { ChunkStore, HeadRow, StoredSeries } from '../chunk-store.ts'
import { TsdbError } from '../errors.ts'

const bytesOfWrite = 8_000_000
const bytesOfQueue = 64_000_000

interface Batch {
  readonly rows: readonly HeadRow[]
  readonly series: readonly StoredSeries[]
}

/**
 * Rows on their way to the disk, in their order. While one batch is written the next one gathers, so that many appends
 * cost one wait for the disk. What could not be written stays and goes with the next append.
 */
export class WriteQueue {
  readonly #store: ChunkStore
  #rows: HeadRow[] = []
  #series: StoredSeries[] = []
  #bytes = 0
  #writing: Promise<void> | null = null

  constructor(store: ChunkStore) {
    this.#store = store
  }

  /** Whether more may wait. */
  get isFull(): boolean {
    return this.#bytes >= bytesOfQueue
  }

  /** Rows that wait. */
  get length(): number {
    return this.#rows.length
  }

  /** Resolves when the row and the series are on the disk. */
  async write(row: HeadRow, series: readonly StoredSeries[]): Promise<void> {
    this.#rows.push(row)
    this.#series.push(...series)
    this.#bytes += row.data.length
    await this.flush(row.sequence)
  }

  /** Resolves when everything up to a row is on the disk; rejects when writing it failed. */
  async flush(sequence = Number.POSITIVE_INFINITY): Promise<void> {
    while ((this.#rows[0]?.sequence ?? Number.POSITIVE_INFINITY) <= sequence && this.#rows.length > 0) {
      this.#writing ??= this.#writeBatch().finally(() => {
        this.#writing = null
      })
      await this.#writing
    }
    if (this.#writing !== null) await this.#writing
  }

  async #writeBatch(): Promise<void> {
    const batch = this.#takeBatch()
    try {
      await this.#store.appendHead(batch.rows, batch.series)
    } catch (error) {
      this.#rows = [...batch.rows, ...this.#rows]
      this.#series = [...batch.series, ...this.#series]
      this.#bytes = bytesOf(this.#rows)
      throw error
    }
  }

  #takeBatch(): Batch {
    let count = 0
    for (let bytes = 0; count < this.#rows.length && bytes < bytesOfWrite; count += 1) {
      bytes += this.#rows[count]?.data.length ?? 0
    }
    const batch = { rows: this.#rows.splice(0, count), series: this.#series.splice(0) }
    this.#bytes -= bytesOf(batch.rows)
    return batch
  }
}

function bytesOf(rows: readonly HeadRow[]): number {
  return rows.reduce((sum, row) => sum + row.data.length, 0)
}

/** Refuses an append while too much waits. */
export function refuseWhenFull(queue: WriteQueue, samples: number, limit: number): void {
  if (queue.isFull || samples > limit) throw new TsdbError('head-full', { samples, limit })
}
