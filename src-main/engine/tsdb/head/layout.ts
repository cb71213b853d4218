import type { Series } from '../series/series.ts'
import { isAbsent } from './absent.ts'
import type { SampleBuffer } from './sample-buffer.ts'

const valuesOfPage = 65_536
const rowsOfPage = 240

interface Page {
  readonly ticks: Float64Array
  readonly values: Float64Array
  rows: number
}

/** Rows of the same series in the same order: what one collector or target gives at each tick. */
export class Layout {
  readonly series: readonly Series[]
  readonly references: Uint32Array
  readonly #pages: Page[] = []
  #nextRows = 1
  /** The newest row. */
  lastTickMs = 0
  /** The window in which the last row that names the series was written, and that row. */
  namedWindow = -1
  namedSequence = 0

  /** No more rows are added: one of its series is no more. */
  closed = false

  constructor(series: readonly Series[]) {
    this.series = series
    this.references = Uint32Array.from(series, ({ id }) => id)
  }

  get width(): number {
    return this.series.length
  }

  /** Values that memory is held for. */
  get size(): number {
    return this.#pages.reduce((sum, page) => sum + page.values.length, 0)
  }

  get isEmpty(): boolean {
    return this.#pages.length === 0
  }

  /** Adds a row; the answer is the row's own part of memory, to be changed in place. */
  add(tickMs: number, values: Float64Array): Float64Array {
    const page = this.#pageWithRoom()
    const start = page.rows * this.width
    page.ticks[page.rows] = tickMs
    page.values.set(values, start)
    page.rows += 1
    this.lastTickMs = tickMs
    return page.values.subarray(start, start + this.width)
  }

  /** Adds the samples at a place of the row, from and before two ticks. */
  read(slot: number, fromMs: number, beforeMs: number, into: SampleBuffer): void {
    for (const { ticks, values, rows } of this.#pages) {
      if ((ticks[rows - 1] ?? 0) < fromMs || (ticks[0] ?? 0) >= beforeMs) continue
      for (let row = 0; row < rows; row += 1) {
        const tick = ticks[row] ?? 0
        const index = row * this.width + slot
        if (tick >= fromMs && tick < beforeMs && !isAbsent(values, index)) into.add(tick, values, index)
      }
    }
  }

  /** Lets go of pages that are older as a whole. */
  evict(beforeMs: number): void {
    const kept = this.#pages.findIndex(({ ticks, rows }) => (ticks[rows - 1] ?? 0) >= beforeMs)
    this.#pages.splice(0, kept < 0 ? this.#pages.length : kept)
  }

  /** Takes the newest rows away, from a tick on. */
  discard(fromMs: number): void {
    for (const page of this.#pages) {
      const first = page.ticks.subarray(0, page.rows).findIndex((tick) => tick >= fromMs)
      if (first >= 0) page.rows = first
    }
    const kept = this.#pages.filter((page) => page.rows > 0)
    this.#pages.splice(0, this.#pages.length, ...kept)
    const last = kept.at(-1)
    this.lastTickMs = last?.ticks[last.rows - 1] ?? 0
    this.namedWindow = -1
  }

  /** Pages grow, so that what is seen once takes no more than its row. */
  #pageWithRoom(): Page {
    const last = this.#pages.at(-1)
    if (last !== undefined && last.rows < last.ticks.length) return last
    const rows = this.#nextRows
    const most = Math.max(1, Math.min(rowsOfPage, Math.floor(valuesOfPage / Math.max(1, this.width))))
    this.#nextRows = Math.min(2 * rows, most)
    const page = { ticks: new Float64Array(rows), values: new Float64Array(rows * this.width), rows: 0 }
    this.#pages.push(page)
    return page
  }
}
