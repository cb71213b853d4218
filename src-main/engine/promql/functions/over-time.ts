import {
  average,
  count,
  deviation,
  maximum,
  minimum,
  one,
  quantile,
  type Reduction,
  sum,
  variance,
} from '../evaluation/reductions.ts'
import type { WindowFunction } from '../evaluation/windows.ts'
import { changes, delta, idelta, increase, irate, rate, resets } from './rates.ts'
import { deriv, predictLinear } from './regression.ts'

function reduced(reduction: Reduction): WindowFunction {
  return ({ values, from, to }) => reduction(values, from, to)
}

/** Every function over a range. */
export const windowFunctions: ReadonlyMap<string, WindowFunction> = new Map<string, WindowFunction>([
  ['rate', rate],
  ['increase', increase],
  ['delta', delta],
  ['irate', irate],
  ['idelta', idelta],
  ['resets', resets],
  ['changes', changes],
  ['deriv', deriv],
  ['predict_linear', predictLinear],
  ['sum_over_time', reduced(sum)],
  ['avg_over_time', reduced(average)],
  ['min_over_time', reduced(minimum)],
  ['max_over_time', reduced(maximum)],
  ['count_over_time', reduced(count)],
  ['stddev_over_time', reduced(deviation)],
  ['stdvar_over_time', reduced(variance)],
  ['present_over_time', reduced(one)],
  ['absent_over_time', reduced(one)],
  ['first_over_time', ({ values, from }) => values[from]],
  ['last_over_time', ({ values, to }) => values[to - 1]],
  ['quantile_over_time', ({ values, from, to, parameter }) => quantile(parameter, values, from, to)],
])

/** They answer with a sample as it was, so that its name stays true. */
export const nameKeeping: ReadonlySet<string> = new Set(['first_over_time', 'last_over_time'])
