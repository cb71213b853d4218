import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import {
  declaredMetrics,
  type LabelsOf,
  type MetricDeclaration,
  type MetricName,
  type MetricType,
  type NameOf,
} from './declarations.ts'
import type { MetricFamily } from './exposition.ts'
import { listedMetrics } from './metric-help.ts'

/** Series that one figure may have: what comes beyond is left out. */
const seriesAtMost = 1000

/** One series of a gauge. */
export interface GaugeValue<K extends MetricName> {
  readonly labels: LabelsOf<K>
  readonly value: number
}

/** The figures of one program, by the names it has declared. Nothing is shared between two registries. */
export class MetricRegistry {
  readonly #registry = new Registry()
  readonly #counters = new Map<string, Counter>()
  readonly #gauges = new Map<string, Gauge>()
  readonly #histograms = new Map<string, Histogram>()
  readonly #types = new Map<string, MetricType>()
  readonly #known = new Map<string, Set<string>>()

  constructor() {
    const help = new Map(listedMetrics().map((metric) => [metric.name, metric.help.en]))
    for (const [name, declaration] of Object.entries(declaredMetrics)) {
      this.#declare(name, declaration, help.get(name) ?? name)
    }
  }

  /** Adds to a counter. */
  add<K extends NameOf<'counter'>>(name: K, labels: LabelsOf<K>, by = 1): void {
    if (by >= 0 && this.#isRoomFor(name, labels)) this.#counters.get(name)?.inc({ ...labels }, by)
  }

  /** Gives a gauge its value. */
  set<K extends NameOf<'gauge'>>(name: K, labels: LabelsOf<K>, value: number): void {
    if (this.#isRoomFor(name, labels)) this.#gauges.get(name)?.set({ ...labels }, value)
  }

  /** Gives a gauge these series and no others. */
  replace<K extends NameOf<'gauge'>>(name: K, values: readonly GaugeValue<K>[]): void {
    this.remove(name)
    for (const { labels, value } of values) this.set(name, labels, value)
  }

  /** Takes all series of a gauge away: nothing is known of it. */
  remove(name: NameOf<'gauge'>): void {
    this.#known.delete(name)
    const gauge = this.#gauges.get(name)
    gauge?.reset()
    if (declaredMetrics[name].labels.length === 0) gauge?.remove()
  }

  /** Counts a value in a histogram. */
  observe<K extends NameOf<'histogram'>>(name: K, labels: LabelsOf<K>, value: number): void {
    if (this.#isRoomFor(name, labels)) this.#histograms.get(name)?.observe({ ...labels }, value)
  }

  /** Everything as it is now. */
  async families(): Promise<MetricFamily[]> {
    const all = await this.#registry.getMetricsAsJSON()
    return all.map(({ name, help, values }) => ({
      ...{ name, help, type: this.#types.get(name) ?? 'gauge' },
      samples: values.map((sample) => ({
        name: 'metricName' in sample && typeof sample.metricName === 'string' ? sample.metricName : name,
        labels: textLabels(sample.labels),
        value: sample.value,
      })),
    }))
  }

  #declare(name: string, { type, labels, buckets }: MetricDeclaration, help: string): void {
    this.#types.set(name, type)
    const options = { name, help, labelNames: [...labels], registers: [this.#registry] }
    if (type === 'counter') this.#counters.set(name, new Counter(options))
    if (type === 'histogram') this.#histograms.set(name, new Histogram({ ...options, buckets: [...(buckets ?? [])] }))
    if (type !== 'gauge') return
    const gauge = new Gauge(options)
    if (labels.length === 0) gauge.remove()
    this.#gauges.set(name, gauge)
  }

  #isRoomFor(name: MetricName, labels: Readonly<Record<string, string>>): boolean {
    const key = JSON.stringify(Object.entries(labels))
    const known = this.#known.get(name) ?? new Set()
    this.#known.set(name, known)
    if (known.has(key)) return true
    if (known.size >= seriesAtMost) return false
    known.add(key)
    return true
  }
}

function textLabels(labels: Readonly<Partial<Record<string, string | number>>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([label, value = '']) => [label, String(value)]))
}
