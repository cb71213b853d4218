import { Labels } from '../../timeseries/index.ts'
import type { HeadRow } from '../chunk-store.ts'
import { TsdbError } from '../errors.ts'
import type { TsdbState } from '../state.ts'
import { addRow } from './append.ts'
import { unpackRow } from './head-row.ts'

const rowsOfRead = 500

/** Brings series, marks and the rows that are not sealed yet into memory. */
export async function loadState(state: TsdbState): Promise<void> {
  state.marks = await state.store.readMarks()
  state.floorMs = state.marks.sealedUntilMs
  state.head.completeFromMs = state.marks.sealedUntilMs
  for (const series of await state.store.readSeries()) state.registry.load(series)
  const names = new Map<number, Uint32Array>()
  for (;;) {
    const rows = await state.store.readHead(state.sequence, rowsOfRead)
    for (const row of rows) loadRow(state, row, names)
    state.sequence = rows.at(-1)?.sequence ?? state.sequence
    if (rows.length < rowsOfRead) return
  }
}

function loadRow(state: TsdbState, row: HeadRow, names: Map<number, Uint32Array>): void {
  try {
    const content = unpackRow(row.data)
    if (content.references !== null) names.set(row.sequence, content.references)
    const references = names.get(content.namedBy)
    if (references === undefined) throw new TsdbError('damaged', { reason: 'the row that names its series is gone' })
    for (const id of references) state.registry.reserve(id)
    if (row.tickMs >= state.floorMs) addRow(state, row.tickMs, references, content.values)
  } catch (error) {
    if (!(error instanceof TsdbError)) throw error
    state.damages.add({
      labels: Labels.empty,
      tier: 'raw',
      fromMs: row.tickMs,
      toMs: row.tickMs,
      reason: error.message,
    })
  }
}
