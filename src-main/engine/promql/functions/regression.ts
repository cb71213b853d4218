import { CompensatedSum } from '../evaluation/reductions.ts'
import type { Window, WindowFunction } from '../evaluation/windows.ts'

/** Least squares through the samples: the slope per second and the value at `interceptMs`. */
function regress(window: Window, interceptMs: number): { slope: number; intercept: number } {
  const { timestamps, values, from, to } = window
  const sums = { x: new CompensatedSum(), y: new CompensatedSum(), xy: new CompensatedSum(), xx: new CompensatedSum() }
  const first = values[from] ?? 0
  let isConstant = true
  for (let index = from; index < to; index++) {
    const x = ((timestamps[index] ?? 0) - interceptMs) / 1000
    const y = values[index] ?? 0
    if (y !== first && index > from) isConstant = false
    sums.x.add(x)
    sums.y.add(y)
    sums.xy.add(x * y)
    sums.xx.add(x * x)
  }
  if (isConstant) {
    return Math.abs(first) === Number.POSITIVE_INFINITY
      ? { slope: Number.NaN, intercept: Number.NaN }
      : { slope: 0, intercept: first }
  }
  const count = to - from
  const covariance = sums.xy.total - (sums.x.total * sums.y.total) / count
  const spread = sums.xx.total - (sums.x.total * sums.x.total) / count
  const slope = covariance / spread
  return { slope, intercept: sums.y.total / count - (slope * sums.x.total) / count }
}

export const deriv: WindowFunction = (window) =>
  window.to - window.from < 2 ? undefined : regress(window, window.timestamps[window.from] ?? 0).slope

export const predictLinear: WindowFunction = (window) => {
  if (window.to - window.from < 2) return undefined
  const { slope, intercept } = regress(window, window.atMs)
  return slope * window.parameter + intercept
}
