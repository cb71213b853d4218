import type { WindowFunction } from '../evaluation/windows.ts'

interface RateKind {
  readonly isCounter: boolean
  readonly perSecond: boolean
}

/** `rate`, `increase` and `delta`: the change between first and last sample, extended to the ends of the range. */
function extrapolated({ isCounter, perSecond }: RateKind): WindowFunction {
  return ({ timestamps, values, from, to, startMs, endMs, rangeMs }) => {
    if (to - from < 2) return undefined
    const first = values[from] ?? 0
    const change = (values[to - 1] ?? 0) - first + (isCounter ? lostInResets(values, from, to) : 0)
    const firstMs = timestamps[from] ?? 0
    const lastMs = timestamps[to - 1] ?? 0
    const span = (lastMs - firstMs) / 1000
    const averageGap = span / (to - from - 1)
    const threshold = averageGap * 1.1
    let toStart = (firstMs - startMs) / 1000
    let toEnd = (endMs - lastMs) / 1000
    if (toStart >= threshold) toStart = averageGap / 2
    if (isCounter && change > 0 && first >= 0) toStart = Math.min(toStart, span * (first / change))
    if (toEnd >= threshold) toEnd = averageGap / 2
    let factor = (span + toStart + toEnd) / span
    if (perSecond) factor /= rangeMs / 1000
    return change * factor
  }
}

function lostInResets(values: Float64Array, from: number, to: number): number {
  let lost = 0
  for (let index = from + 1; index < to; index++) {
    const previous = values[index - 1] ?? 0
    if ((values[index] ?? 0) < previous) lost += previous
  }
  return lost
}

/** `irate` and `idelta`: between the last two samples. */
function instantaneous({ isCounter, perSecond }: RateKind): WindowFunction {
  return ({ timestamps, values, from, to }) => {
    if (to - from < 2) return undefined
    const last = values[to - 1] ?? 0
    const previous = values[to - 2] ?? 0
    const seconds = ((timestamps[to - 1] ?? 0) - (timestamps[to - 2] ?? 0)) / 1000
    if (seconds === 0) return undefined
    const change = isCounter && last < previous ? last : last - previous
    return perSecond ? change / seconds : change
  }
}

export const rate = extrapolated({ isCounter: true, perSecond: true })
export const increase = extrapolated({ isCounter: true, perSecond: false })
export const delta = extrapolated({ isCounter: false, perSecond: false })
export const irate = instantaneous({ isCounter: true, perSecond: true })
export const idelta = instantaneous({ isCounter: false, perSecond: false })

export const resets: WindowFunction = ({ values, from, to }) => {
  let found = 0
  for (let index = from + 1; index < to; index++) if ((values[index] ?? 0) < (values[index - 1] ?? 0)) found++
  return found
}

export const changes: WindowFunction = ({ values, from, to }) => {
  let found = 0
  for (let index = from + 1; index < to; index++) {
    const value = values[index] ?? 0
    const previous = values[index - 1] ?? 0
    if (value !== previous && !(Number.isNaN(value) && Number.isNaN(previous))) found++
  }
  return found
}
