/** Functions from many numbers to one, over `values[from]` to `values[to - 1]`; there is always at least one. */
export type Reduction = (values: Float64Array, from: number, to: number) => number

/** A sum that keeps what is lost by rounding (Neumaier). */
export class CompensatedSum {
  sum = 0
  compensation = 0

  add(value: number): void {
    const { sum } = this
    const total = sum + value
    if (!Number.isFinite(total)) this.compensation = Number.isNaN(total) ? Number.NaN : 0
    else if (Math.abs(sum) >= Math.abs(value)) this.compensation += sum - total + value
    else this.compensation += value - total + sum
    this.sum = total
  }

  get total(): number {
    return this.sum + this.compensation
  }
}

export const sum: Reduction = (values, from, to) => {
  const total = new CompensatedSum()
  for (let index = from; index < to; index++) total.add(values[index] ?? 0)
  return total.total
}

/** The sum divided; where the sum leaves the range of numbers, the mean is carried along instead. */
export const average: Reduction = (values, from, to) => {
  const total = new CompensatedSum()
  for (let index = from; index < to; index++) {
    const { sum: before, compensation } = total
    total.add(values[index] ?? 0)
    const hasLeft = Math.abs(total.sum) === Number.POSITIVE_INFINITY
    if (hasLeft && index > from) return runningMean(values, from, index, to, before, compensation)
  }
  const count = to - from
  return total.sum / count + total.compensation / count
}

function runningMean(
  values: Float64Array,
  from: number,
  index: number,
  to: number,
  sumBefore: number,
  compensationBefore: number,
): number {
  const mean = new CompensatedSum()
  mean.sum = sumBefore / (index - from)
  mean.compensation = compensationBefore / (index - from)
  for (let current = index; current < to; current++) {
    const count = current - from + 1
    const share = (count - 1) / count
    mean.sum *= share
    mean.compensation *= share
    mean.add((values[current] ?? 0) / count)
  }
  return mean.total
}

export const minimum: Reduction = (values, from, to) => {
  let least = values[from] ?? 0
  for (let index = from + 1; index < to; index++) {
    const value = values[index] ?? 0
    if (value < least || Number.isNaN(least)) least = value
  }
  return least
}

export const maximum: Reduction = (values, from, to) => {
  let most = values[from] ?? 0
  for (let index = from + 1; index < to; index++) {
    const value = values[index] ?? 0
    if (value > most || Number.isNaN(most)) most = value
  }
  return most
}

export const variance: Reduction = (values, from, to) => {
  const mean = new CompensatedSum()
  const squares = new CompensatedSum()
  for (let index = from; index < to; index++) {
    const value = values[index] ?? 0
    const delta = value - mean.total
    mean.add(delta / (index - from + 1))
    squares.add(delta * (value - mean.total))
  }
  return squares.total / (to - from)
}

export const deviation: Reduction = (values, from, to) => Math.sqrt(variance(values, from, to))

export const count: Reduction = (_values, from, to) => to - from

export const one: Reduction = () => 1

/** A number that is none counts as the smallest. */
export function compareWithNaN(left: number, right: number): number {
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : -1
  if (Number.isNaN(right)) return 1
  return left - right || (left === right ? 0 : left < right ? -1 : 1)
}

/** The quantile by linear interpolation between neighbours; outside of 0 to 1 it is infinite. */
export function quantile(q: number, values: Float64Array, from: number, to: number): number {
  if (Number.isNaN(q) || to === from) return Number.NaN
  if (q < 0) return Number.NEGATIVE_INFINITY
  if (q > 1) return Number.POSITIVE_INFINITY
  const sorted = values.slice(from, to).sort(compareWithNaN)
  const rank = q * (sorted.length - 1)
  const lower = Math.max(0, Math.floor(rank))
  const upper = Math.min(sorted.length - 1, lower + 1)
  const weight = rank - Math.floor(rank)
  return (sorted[lower] ?? 0) * (1 - weight) + (sorted[upper] ?? 0) * weight
}
