/** Figures of the program: what there is, keeping it, and telling it as text. */
export {
  acceptedFormat,
  type ExpositionFormat,
  expositionText,
  expositionTypes,
  type MetricFamily,
} from './exposition.ts'
export { type ListedMetric, listedMetrics } from './metric-help.ts'
export { MetricRegistry } from './metric-registry.ts'
export { type MetricSource, MetricSources } from './metric-sources.ts'
export { EventLoopDelay, processFigures } from './process-figures.ts'
