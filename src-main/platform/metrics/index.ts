/** Figures of the program: what there is, keeping it, and telling it as text. */
export type { LabelsOf, MetricName, MetricType, NameOf } from './declarations.ts'
export {
  acceptedFormat,
  type ExpositionFormat,
  expositionText,
  expositionTypes,
  type MetricFamily,
  type MetricSample,
} from './exposition.ts'
export { type ListedMetric, listedMetrics } from './metric-help.ts'
export { type GaugeValue, MetricRegistry } from './metric-registry.ts'
export { type MetricSource, MetricSources } from './metric-sources.ts'
export { EventLoopDelay, processFigures } from './process-figures.ts'
