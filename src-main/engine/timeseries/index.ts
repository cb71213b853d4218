export { Labels, metricName } from './labels.ts'
export type { LabelMatcher, SelectHints, SeriesSamples, SeriesSource } from './series.ts'
export { isStale, markStale } from './stale.ts'
