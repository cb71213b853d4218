const counterSuffix = /_(?:total|count|sum|bucket)$/

/** Whether a metric only grows, by the convention of Prometheus' names. */
export function isCounterName(name: string): boolean {
  return counterSuffix.test(name)
}
