import { type LabelMatcher, Labels } from '../../timeseries/index.ts'
import type { StoredSeries } from '../chunk-store.ts'
import { dayMs, floorTo } from '../spans.ts'
import { LabelIndex } from './label-index.ts'
import type { Series } from './series.ts'

/** Ids stay below, because a chunk's key holds the id beside its time. */
const idLimit = 2 ** 21
const rememberedPerActive = 10

export interface RegistryLimits {
  /** Series with samples at a time. */
  readonly seriesLimit: number
  /** Bytes of a label's value. */
  readonly labelValueLimit: number
}

/** Why labels were not taken in, and how often. */
export interface Refusals {
  tooManySeries: number
  labelTooLong: number
}

/** All known series: by id, by labels, and which of them are alive. */
export class SeriesRegistry {
  readonly #limits: RegistryLimits
  readonly #byId = new Map<number, Series>()
  readonly #byKey = new Map<string, Series>()
  readonly #index = new LabelIndex()
  readonly #unwritten = new Set<Series>()
  #nextId = 1
  #active = 0
  readonly refusals: Refusals = { tooManySeries: 0, labelTooLong: 0 }

  constructor(limits: RegistryLimits) {
    this.#limits = limits
  }

  /** Series with samples lately. */
  get active(): number {
    return this.#active
  }

  get known(): number {
    return this.#byId.size
  }

  byId(id: number): Series | undefined {
    return this.#byId.get(id)
  }

  select(matchers: readonly LabelMatcher[]): Series[] {
    return this.#index.select(matchers)
  }

  all(): IterableIterator<Series> {
    return this.#byId.values()
  }

  /** Takes in what is stored. */
  load({ id, labels, createdMs, lastSeenMs }: StoredSeries): void {
    const series: Series = {
      ...{ id, labels: Labels.of(JSON.parse(labels)), createdMs, storedLastSeenMs: lastSeenMs },
      ...{ lastTickMs: 0, active: false },
    }
    this.#add(series)
    this.reserve(id)
  }

  /** Keeps an id from being given to a new series, because rows with it are still stored. */
  reserve(id: number): void {
    this.#nextId = Math.max(this.#nextId, id + 1)
  }

  /** The series of these labels, made where it is new; null where it is refused, which is counted. */
  resolve(labels: Labels, nowMs: number): Series | null {
    const known = this.#byKey.get(labels.key)
    if (known?.active) return known
    if (this.#active >= this.#limits.seriesLimit) return this.#refuse('tooManySeries')
    if (known === undefined && this.#remembersTooMany()) return this.#refuse('tooManySeries')
    if (known === undefined && this.#isTooLong(labels)) return this.#refuse('labelTooLong')
    const series = known ?? this.#make(labels, nowMs)
    this.revive(series)
    return series
  }

  /** Counts a series as alive, whatever the limit. */
  revive(series: Series): void {
    if (series.active) return
    series.active = true
    this.#active += 1
  }

  /** Forgets as alive what has had no sample since. */
  retire(sinceMs: number): void {
    for (const series of this.#byId.values()) if (series.lastTickMs < sinceMs) this.#retire(series)
  }

  /** New series that no row has taken along yet. */
  takeUnwritten(): Series[] {
    const taken = [...this.#unwritten]
    this.#unwritten.clear()
    return taken
  }

  delete(series: Series): void {
    this.#byId.delete(series.id)
    this.#byKey.delete(series.labels.key)
    this.#index.delete(series)
    this.#retire(series)
    this.#unwritten.delete(series)
  }

  #retire(series: Series): void {
    if (series.active) this.#active -= 1
    series.active = false
  }

  #refuse(reason: keyof Refusals): null {
    this.refusals[reason] += 1
    return null
  }

  #remembersTooMany(): boolean {
    return this.#byId.size >= Math.min(rememberedPerActive * this.#limits.seriesLimit, idLimit - 1)
  }

  #isTooLong(labels: Labels): boolean {
    const limit = this.#limits.labelValueLimit
    return labels.values.some((value) => 3 * value.length > limit && Buffer.byteLength(value) > limit)
  }

  #make(labels: Labels, nowMs: number): Series {
    const day = floorTo(nowMs, dayMs)
    const series: Series = {
      ...{ id: this.#freeId(), labels, createdMs: day, storedLastSeenMs: day },
      ...{ lastTickMs: 0, active: false },
    }
    this.#add(series)
    this.#unwritten.add(series)
    return series
  }

  #freeId(): number {
    while (this.#byId.has(this.#nextId) || this.#nextId >= idLimit) {
      this.#nextId = this.#nextId >= idLimit ? 1 : this.#nextId + 1
    }
    const id = this.#nextId
    this.#nextId += 1
    return id
  }

  #add(series: Series): void {
    this.#byId.set(series.id, series)
    this.#byKey.set(series.labels.key, series)
    this.#index.add(series)
  }
}
