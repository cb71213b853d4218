/** Series of metrics; the labels are a JSON object. */
export interface TimeseriesSeriesTable {
  id: number
  labels: string
  createdAt: number
  /** The last day with samples. */
  lastSeenAt: number
}

/** What was appended and is not sealed into chunks yet: one row an append. */
export interface TimeseriesHeadTable {
  id: number
  tick: number
  data: Uint8Array
}

/** Compressed samples of a series: the id is series * 2^32 + seconds of the start. */
export interface TimeseriesChunkTable {
  id: number
  data: Uint8Array
}

/** How far maintenance of the series has come. */
export interface TimeseriesMarksTable {
  name: 'sealed-until' | 'rolled-until' | 'retained-at'
  at: number
}

export interface TimeseriesTables {
  timeseriesSeries: TimeseriesSeriesTable
  timeseriesHead: TimeseriesHeadTable
  timeseriesRaw: TimeseriesChunkTable
  timeseriesFiveMinutes: TimeseriesChunkTable
  timeseriesHours: TimeseriesChunkTable
  timeseriesMarks: TimeseriesMarksTable
}
