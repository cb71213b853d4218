/** One bucket of a classic histogram: how many observations were at most `upperBound`. */
export interface Bucket {
  readonly upperBound: number
  count: number
}

/** What had to be mended so that counts never fall. */
export interface ForcedMonotonicity {
  readonly lowestBound: number
  readonly highestBound: number
  readonly largestDifference: number
}

const tolerance = 1e-12
const smallestNormal = 2.2250738585072014e-308

/** Buckets in order, equal bounds made one; nothing where there is none for infinity. */
function prepare(buckets: readonly Bucket[]): Bucket[] | undefined {
  const merged: Bucket[] = []
  for (const bucket of buckets.toSorted((left, right) => left.upperBound - right.upperBound || 0)) {
    const last = merged.at(-1)
    if (last?.upperBound === bucket.upperBound) last.count += bucket.count
    else merged.push({ ...bucket })
  }
  return merged.at(-1)?.upperBound === Number.POSITIVE_INFINITY ? merged : undefined
}

function isAlmostEqual(left: number, right: number): boolean {
  const sum = Math.abs(left) + Math.abs(right)
  const difference = Math.abs(left - right)
  if (left === 0 || right === 0 || sum < smallestNormal) return difference < tolerance * smallestNormal
  return difference / Math.min(sum, Number.MAX_VALUE) < tolerance
}

function forceMonotonicity(buckets: readonly Bucket[]): ForcedMonotonicity | undefined {
  let previous = buckets[0]?.count ?? 0
  let forced: ForcedMonotonicity | undefined
  for (const bucket of buckets.slice(1)) {
    const { count, upperBound } = bucket
    if (count === previous) continue
    if (isAlmostEqual(previous, count)) {
      bucket.count = previous
    } else if (count < previous) {
      bucket.count = previous
      forced = {
        lowestBound: Math.min(forced?.lowestBound ?? upperBound, upperBound),
        highestBound: Math.max(forced?.highestBound ?? upperBound, upperBound),
        largestDifference: Math.max(forced?.largestDifference ?? 0, previous - count),
      }
    } else {
      previous = count
    }
  }
  return forced
}

/** The quantile of a classic histogram, by linear interpolation within its bucket. */
export function bucketQuantile(
  q: number,
  given: readonly Bucket[],
): { readonly value: number; readonly forced: ForcedMonotonicity | undefined } {
  if (Number.isNaN(q)) return { value: Number.NaN, forced: undefined }
  if (q < 0) return { value: Number.NEGATIVE_INFINITY, forced: undefined }
  if (q > 1) return { value: Number.POSITIVE_INFINITY, forced: undefined }
  const buckets = prepare(given)
  if (buckets === undefined) return { value: Number.NaN, forced: undefined }
  const forced = forceMonotonicity(buckets)
  const observations = buckets.at(-1)?.count ?? 0
  if (buckets.length < 2 || observations === 0) return { value: Number.NaN, forced }
  return { value: interpolate(buckets, q * observations), forced }
}

function interpolate(buckets: readonly Bucket[], rank: number): number {
  const last = buckets.length - 1
  const found = buckets.findIndex(({ count }) => count >= rank)
  const index = found < 0 || found > last ? last : found
  if (index === last) return buckets[last - 1]?.upperBound ?? Number.NaN
  const { upperBound = 0, count = 0 } = buckets[index] ?? {}
  if (index === 0) return upperBound <= 0 ? upperBound : upperBound * (rank / count)
  const { upperBound: start = 0, count: below = 0 } = buckets[index - 1] ?? {}
  return start + (upperBound - start) * ((rank - below) / (count - below))
}

/** The share of observations between two values. */
export function bucketFraction(lower: number, upper: number, given: readonly Bucket[]): number {
  const buckets = prepare(given)
  const total = buckets?.at(-1)?.count ?? 0
  if (buckets === undefined || total === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN
  if (lower >= upper) return 0
  return (Math.min(rankOf(buckets, upper), total) - Math.min(rankOf(buckets, lower), total)) / total
}

/** How many observations are below a value. */
function rankOf(buckets: readonly Bucket[], value: number): number {
  const firstBound = buckets[0]?.upperBound ?? 0
  let lowerBound = firstBound <= 0 ? Number.NEGATIVE_INFINITY : 0
  let below = 0
  for (const { upperBound, count } of buckets) {
    if (lowerBound >= value) return below
    if (upperBound > value) {
      if (lowerBound === Number.NEGATIVE_INFINITY) return count
      return below + ((count - below) * (value - lowerBound)) / (upperBound - lowerBound)
    }
    below = count
    lowerBound = upperBound
  }
  return Number.POSITIVE_INFINITY
}
