import { isStale } from '../../timeseries/index.ts'
import { type RollupPoints, roomForPoints } from '../codec/rollup-chunk.ts'

/** Adds without losing what is small beside the sum (Neumaier). */
class CarefulSum {
  #sum = 0
  #rest = 0

  add(value: number): void {
    const next = this.#sum + value
    const isLarger = Math.abs(this.#sum) >= Math.abs(value)
    if (Number.isFinite(next)) this.#rest += isLarger ? this.#sum - next + value : value - next + this.#sum
    this.#sum = next
  }

  get total(): number {
    return this.#sum + this.#rest
  }
}

/** What a counter has grown by between two samples; after a restart it counts from zero. */
const growth = (before: number, now: number): number => (now >= before ? now - before : now)

/** The samples of one span, added in the order of time. */
class Bucket {
  readonly endMs: number
  readonly #sum = new CarefulSum()
  #count = 0
  #min = Number.NaN
  #max = Number.NaN
  #last = Number.NaN
  #ended = false
  #grown = 0
  /** The sample before the first of this span, NaN where there is none. */
  readonly #before: number

  constructor(endMs: number, before: number) {
    this.endMs = endMs
    this.#before = before
    this.#last = before
  }

  get last(): number {
    return this.#last
  }

  end(): void {
    this.#ended = true
  }

  add(value: number): void {
    this.#count += 1
    this.#sum.add(value)
    if (!(value >= this.#min)) this.#min = Number.isNaN(value) ? this.#min : value
    if (!(value <= this.#max)) this.#max = Number.isNaN(value) ? this.#max : value
    if (!Number.isNaN(this.#last)) this.#grown += growth(this.#last, value)
    this.#last = value
    this.#ended = false
  }

  write(points: RollupPoints, at: number, isCounter: boolean): void {
    const hasBefore = this.#count > 0 && !Number.isNaN(this.#before)
    points.times[at] = this.endMs
    points.count[at] = this.#count
    points.min[at] = this.#min
    points.max[at] = this.#max
    points.sum[at] = this.#sum.total
    points.last[at] = this.#last
    points.ended[at] = this.#ended ? 1 : 0
    points.correction[at] = isCounter && hasBefore ? this.#grown - growth(this.#before, this.#last) : 0
  }
}

export interface RollupSpan {
  /** Samples after it and up to `toMs` are taken. */
  readonly fromMs: number
  readonly toMs: number
  readonly spanMs: number
  readonly isCounter: boolean
}

/** One point for each span with samples; ends of series count as such and not as values. Earlier samples only tell counters where they were. */
export function rollUp(times: Float64Array, values: Float64Array, span: RollupSpan): RollupPoints {
  const { fromMs, toMs, spanMs, isCounter } = span
  const buckets: Bucket[] = []
  let before = Number.NaN
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index] ?? 0
    const value = values[index] ?? Number.NaN
    const ends = isStale(values, index)
    if (time > toMs) break
    if (time > fromMs) {
      const bucket = bucketFor(buckets, Math.ceil(time / spanMs) * spanMs, before)
      if (ends) bucket.end()
      else bucket.add(value)
    }
    if (!ends) before = value
  }
  const points = roomForPoints(buckets.length)
  for (const [at, bucket] of buckets.entries()) bucket.write(points, at, isCounter)
  return points
}

function bucketFor(buckets: Bucket[], endMs: number, before: number): Bucket {
  const newest = buckets.at(-1)
  if (newest?.endMs === endMs) return newest
  const bucket = new Bucket(endMs, before)
  buckets.push(bucket)
  return bucket
}
