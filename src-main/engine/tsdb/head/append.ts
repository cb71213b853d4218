import type { StoredSeries } from '../chunk-store.ts'
import type { Series } from '../series/series.ts'
import { fiveMinutesMs, floorTo } from '../spans.ts'
import type { TsdbState } from '../state.ts'
import { packRow } from './head-row.ts'
import type { Layout } from './layout.ts'
import { refuseWhenFull } from './write-queue.ts'

const refusedFactor = 4

/** What came of an append: how many samples were taken, came too late, or belong to no series. */
export interface AppendReport {
  readonly taken: number
  readonly late: number
  readonly unknown: number
}

interface Taken {
  readonly report: AppendReport
  readonly layout: Layout | null
  readonly row: Float64Array | null
}

/** Adds samples of one tick and resolves when they are on the disk. When that fails they stay in memory and are written with the next. */
export async function append(
  state: TsdbState,
  atMs: number,
  references: Uint32Array,
  values: Float64Array,
): Promise<AppendReport> {
  if (references.length !== values.length) throw new RangeError('there must be a value for each reference')
  refuseWhenFull(state.queue, state.head.size, refusedFactor * state.settings.headSamples)
  const tickMs = floorTo(atMs, state.settings.quantumMs)
  const { report, layout, row } = addRow(state, tickMs, references, values)
  state.counters.appended += report.taken
  state.counters.late += report.late
  state.counters.unknown += report.unknown
  if (layout !== null && row !== null) await writeRow(state, tickMs, layout, row)
  return report
}

/** Adds a row to memory alone. */
export function addRow(state: TsdbState, tickMs: number, references: Uint32Array, values: Float64Array): Taken {
  const nothing = { layout: null, row: null }
  if (tickMs < state.floorMs) return { ...nothing, report: { taken: 0, late: values.length, unknown: 0 } }
  const known = state.head.find(references)
  if (known !== null) return addTo(state, known, tickMs, values, 0)
  const series = Array.from(references, (id) => state.registry.byId(id))
  const found = series.filter((each) => each !== undefined)
  const unknown = series.length - found.length
  if (found.length === 0) return { ...nothing, report: { taken: 0, late: 0, unknown } }
  if (unknown === 0) return addTo(state, state.head.make(found), tickMs, values, 0)
  const layout = state.head.find(Uint32Array.from(found, ({ id }) => id)) ?? state.head.make(found)
  return addTo(state, layout, tickMs, keepKnown(values, series, found.length), unknown)
}

/** The values of known series, bit by bit. */
function keepKnown(values: Float64Array, series: readonly (Series | undefined)[], count: number): Float64Array {
  const kept = new Float64Array(count)
  let at = 0
  for (const [index, each] of series.entries()) {
    if (each === undefined) continue
    kept.set(values.subarray(index, index + 1), at)
    at += 1
  }
  return kept
}

function addTo(state: TsdbState, layout: Layout, tickMs: number, values: Float64Array, unknown: number): Taken {
  const { row, late } = state.head.add(layout, tickMs, values)
  if (row !== null) for (const series of layout.series) state.registry.revive(series)
  return { report: { taken: layout.width - late, late, unknown }, layout, row }
}

/** Rows of a window name their series once; the window is never divided by sealing. */
async function writeRow(state: TsdbState, tickMs: number, layout: Layout, row: Float64Array): Promise<void> {
  state.sequence += 1
  const { sequence } = state
  const window = floorTo(tickMs, fiveMinutesMs)
  const names = layout.namedWindow !== window
  if (names) {
    layout.namedWindow = window
    layout.namedSequence = sequence
  }
  const content = { references: names ? layout.references : null, namedBy: layout.namedSequence, values: row }
  const series = state.registry.takeUnwritten().map(storedSeries)
  await state.queue.write({ sequence, tickMs, data: packRow(content) }, series)
}

function storedSeries({ id, labels, createdMs, storedLastSeenMs }: Series): StoredSeries {
  return { id, labels: JSON.stringify(labels), createdMs, lastSeenMs: storedLastSeenMs }
}
