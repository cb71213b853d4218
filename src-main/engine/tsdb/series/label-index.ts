import type { LabelMatcher } from '../../timeseries/index.ts'
import { type PreparedMatcher, prepareMatcher } from './matcher.ts'
import type { Series } from './series.ts'

/** Finds series by their labels: for each name and value the series that have it. */
export class LabelIndex {
  readonly #all = new Set<Series>()
  readonly #byName = new Map<string, Map<string, Set<Series>>>()

  add(series: Series): void {
    this.#all.add(series)
    for (const [name, value] of series.labels.entries()) {
      const values = this.#byName.get(name) ?? new Map<string, Set<Series>>()
      this.#byName.set(name, values)
      const found = values.get(value)
      if (found === undefined) values.set(value, new Set([series]))
      else found.add(series)
    }
  }

  delete(series: Series): void {
    this.#all.delete(series)
    for (const [name, value] of series.labels.entries()) {
      const values = this.#byName.get(name)
      const found = values?.get(value)
      found?.delete(series)
      if (found?.size === 0) values?.delete(value)
      if (values?.size === 0) this.#byName.delete(name)
    }
  }

  /** Series that every matcher matches; all of them where there is no matcher. A missing label is an empty one. */
  select(matchers: readonly LabelMatcher[]): Series[] {
    const prepared = matchers.map(prepareMatcher)
    const candidates = this.#fewest(prepared)
    return [...candidates].filter((series) => prepared.every(({ name, matches }) => matches(series.labels.get(name))))
  }

  /** The smallest set of series that holds all answers, so that the rest need not be looked at. */
  #fewest(matchers: readonly PreparedMatcher[]): ReadonlySet<Series> {
    let fewest: ReadonlySet<Series> = this.#all
    for (const matcher of matchers) {
      if (matcher.matches('')) continue
      const found = this.#having(matcher)
      if (found.size < fewest.size) fewest = found
    }
    return fewest
  }

  #having({ name, only, matches }: PreparedMatcher): ReadonlySet<Series> {
    const values = this.#byName.get(name)
    if (values === undefined) return new Set()
    if (only !== null) return values.get(only) ?? new Set()
    const found = new Set<Series>()
    for (const [value, series] of values) if (matches(value)) for (const each of series) found.add(each)
    return found
  }
}
