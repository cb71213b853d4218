import type { Series } from '../series/series.ts'
import { markAbsent } from './absent.ts'
import { Layout } from './layout.ts'
import type { SampleBuffer } from './sample-buffer.ts'

interface Place {
  readonly layout: Layout
  readonly slot: number
}

/** What came of one row. */
export interface AddedRow {
  /** The row in memory, absent samples marked; null where nothing of it was taken. */
  readonly row: Float64Array | null
  /** Samples at or before the newest of their series. */
  readonly late: number
}

/** The newest samples of all series in memory, as rows of doubles. */
export class Head {
  readonly #layouts = new Map<number, Layout[]>()
  readonly #places = new Map<Series, Place[]>()
  #size = 0
  /** Everything from here on is in memory. */
  completeFromMs = 0
  newestMs = 0

  /** Values that memory is held for. */
  get size(): number {
    return this.#size
  }

  /** The place for rows of these series, where there is one already. */
  find(references: Uint32Array): Layout | null {
    const layouts = this.#layouts.get(hashOf(references)) ?? []
    return layouts.find((layout) => !layout.closed && isSame(layout.references, references)) ?? null
  }

  /** Makes a place for rows of these series. */
  make(series: readonly Series[]): Layout {
    const layout = new Layout(series)
    const hash = hashOf(layout.references)
    this.#layouts.set(hash, [...(this.#layouts.get(hash) ?? []), layout])
    for (const [slot, each] of series.entries()) {
      const places = this.#places.get(each)
      if (places === undefined) this.#places.set(each, [{ layout, slot }])
      else places.push({ layout, slot })
    }
    return layout
  }

  /** Adds a row of samples that share a tick; late samples are left out. */
  add(layout: Layout, tickMs: number, values: Float64Array): AddedRow {
    const { width, series } = layout
    const isLate = tickMs <= layout.lastTickMs || series.every(({ lastTickMs }) => lastTickMs >= tickMs)
    if (isLate) return { row: null, late: width }
    const before = layout.size
    const row = layout.add(tickMs, values)
    this.#size += layout.size - before
    this.newestMs = Math.max(this.newestMs, tickMs)
    return { row, late: leaveOut(series, tickMs, row) }
  }

  /** Adds samples of a series from and before two ticks, in order of time. */
  read(series: Series, fromMs: number, beforeMs: number, into: SampleBuffer): void {
    const places = this.#places.get(series) ?? []
    for (const { layout, slot } of places) layout.read(slot, fromMs, beforeMs, into)
    if (places.length > 1) into.sort()
  }

  /** Series that have samples in memory. */
  series(): Iterable<Series> {
    return this.#places.keys()
  }

  /** Lets go of what is older. */
  evict(beforeMs: number): void {
    this.#change((layout) => layout.evict(beforeMs))
    this.completeFromMs = Math.max(this.completeFromMs, beforeMs)
  }

  /** Takes away what is at a tick or later. */
  discard(fromMs: number): void {
    this.#change((layout) => layout.discard(fromMs))
    this.newestMs = Math.min(this.newestMs, fromMs - 1)
    this.completeFromMs = Math.min(this.completeFromMs, fromMs)
  }

  /** Forgets a series; its places in rows stay and are found by nobody. */
  delete(series: Series): void {
    for (const { layout } of this.#places.get(series) ?? []) layout.closed = true
    this.#places.delete(series)
  }

  #change(change: (layout: Layout) => void): void {
    this.#size = 0
    for (const layouts of [...this.#layouts.values()]) {
      for (const layout of [...layouts]) {
        change(layout)
        this.#size += layout.size
        if (layout.isEmpty) this.#remove(layout)
      }
    }
  }

  #remove(layout: Layout): void {
    const hash = hashOf(layout.references)
    const rest = (this.#layouts.get(hash) ?? []).filter((each) => each !== layout)
    if (rest.length === 0) this.#layouts.delete(hash)
    else this.#layouts.set(hash, rest)
    for (const series of new Set(layout.series)) {
      const places = this.#places.get(series)?.filter((place) => place.layout !== layout) ?? []
      if (places.length === 0) this.#places.delete(series)
      else this.#places.set(series, places)
    }
  }
}

function leaveOut(series: readonly Series[], tickMs: number, row: Float64Array): number {
  let late = 0
  for (const [slot, each] of series.entries()) {
    if (each.lastTickMs < tickMs) {
      each.lastTickMs = tickMs
      continue
    }
    markAbsent(row, slot)
    late += 1
  }
  return late
}

function hashOf(references: Uint32Array): number {
  let hash = 0x811c9dc5
  for (const reference of references) hash = Math.imul(hash ^ reference, 0x01000193)
  return hash
}

function isSame(left: Uint32Array, right: Uint32Array): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false
  return true
}
