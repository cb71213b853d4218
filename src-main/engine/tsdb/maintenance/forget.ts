import type { Series } from '../series/series.ts'
import type { TsdbState } from '../state.ts'

/** Deletes series with everything stored of them. */
export async function forget({ store, head, registry }: TsdbState, series: readonly Series[]): Promise<void> {
  if (series.length === 0) return
  await store.deleteSeries(series.map(({ id }) => id))
  for (const each of series) {
    head.delete(each)
    registry.delete(each)
  }
}
