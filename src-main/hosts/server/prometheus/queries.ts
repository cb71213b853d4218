import type { ContractRouterClient } from '@orpc/contract'
import { instantData, rangeData } from '#main/app/prometheus/query-data.ts'
import type { Contract } from '#shared/contract/root.ts'
import { type Parameters, PrometheusError } from './parameters.ts'

export type Calls = ContractRouterClient<Contract>

/** What an endpoint answers: its data, and what a reader should know of it. */
export interface PrometheusAnswer {
  readonly data: unknown
  readonly warnings?: readonly string[]
  readonly infos?: readonly string[]
}

const stepsAtMost = 11_000
const seriesAtMost = 5000

const badData = (message: string) => new PrometheusError('bad_data', 400, message)

function expressionOf(parameters: Parameters): string {
  const expression = parameters.text('query')
  if (expression === undefined)
    throw badData('invalid parameter "query": 1:1: parse error: no expression found in input')
  return expression
}

export async function query(calls: Calls, parameters: Parameters): Promise<PrometheusAnswer> {
  const atMs = parameters.time('time')
  const { warnings, infos, ...answer } = await calls.monitoring.queries.instant({
    expression: expressionOf(parameters),
    ...(atMs === undefined ? {} : { atMs }),
  })
  return { data: instantData(answer), warnings, infos }
}

export async function queryRange(calls: Calls, parameters: Parameters): Promise<PrometheusAnswer> {
  const fromMs = parameters.requiredTime('start')
  const toMs = parameters.requiredTime('end')
  const stepMs = parameters.duration('step')
  if (toMs < fromMs) throw badData('invalid parameter "end": end timestamp must not be before start time')
  if (stepMs <= 0) {
    throw badData(
      'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
    )
  }
  if ((toMs - fromMs) / stepMs > stepsAtMost) {
    throw badData(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    )
  }
  const { runs, warnings, infos } = await calls.monitoring.queries.range({
    ...{ expression: expressionOf(parameters), fromMs, toMs, stepMs },
  })
  return { data: rangeData(runs), warnings, infos }
}

export async function series(calls: Calls, parameters: Parameters): Promise<PrometheusAnswer> {
  const matchers = parameters.list('match[]')
  if (matchers.length === 0) throw badData('no match[] parameter provided')
  const { items, isCut } = await calls.monitoring.queries.series({ matchers, limit: seriesAtMost })
  return { data: items, ...(isCut ? { warnings: ['results truncated due to limit'] } : {}) }
}

export async function labels(calls: Calls, parameters: Parameters): Promise<PrometheusAnswer> {
  const { items } = await calls.monitoring.queries.labelNames({ matchers: parameters.list('match[]') })
  return { data: items }
}

export async function labelValues(calls: Calls, parameters: Parameters, name: string): Promise<PrometheusAnswer> {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) throw badData(`invalid label name: ${JSON.stringify(name)}`)
  const { items } = await calls.monitoring.queries.labelValues({ name, matchers: parameters.list('match[]') })
  return { data: items }
}

export async function metadata(calls: Calls, parameters: Parameters): Promise<PrometheusAnswer> {
  const wanted = parameters.text('metric')
  const { items } = await calls.monitoring.queries.metrics({})
  const known = items.filter(({ name, type }) => type !== '' && (wanted === undefined || name === wanted))
  return { data: Object.fromEntries(known.map(({ name, type, helpEn }) => [name, [{ type, help: helpEn, unit: '' }]])) }
}
