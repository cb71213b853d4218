import { valueText } from '#main/app/prometheus/query-data.ts'
import type { Alert, Rule } from '#shared/features/monitoring/values.ts'
import { type Parameters, PrometheusError } from './parameters.ts'
import type { Calls, PrometheusAnswer } from './queries.ts'

/** Alerts shown with their rules at most; the alerts' own list has pages. */
const pageSize = 200
const pagesAtMost = 25

async function openAlerts(calls: Calls): Promise<Alert[]> {
  const found: Alert[] = []
  let cursor: string | undefined
  for (let page = 0; page < pagesAtMost; page += 1) {
    const { items, nextCursor } = await calls.monitoring.alerts.list({
      ...{ state: 'open', language: 'ja', limit: pageSize },
      ...(cursor === undefined ? {} : { cursor }),
    })
    found.push(...items)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return found
}

function alertOf({ labels, annotations, state, activeAt, value }: Alert): unknown {
  return { labels, annotations, state, activeAt, value: valueText(value) }
}

export async function alerts(calls: Calls): Promise<PrometheusAnswer> {
  return { data: { alerts: (await openAlerts(calls)).map(alertOf) } }
}

function stateOf({ firing, pending }: Rule): string {
  if (firing > 0) return 'firing'
  return pending > 0 ? 'pending' : 'inactive'
}

function ruleOf(rule: Rule, open: readonly Alert[]): unknown {
  const { name, expression: query, labels, lastEvaluatedAt, evaluationMs, lastError } = rule
  const common = {
    ...{ name, query, labels, health: rule.health === 'error' ? 'err' : rule.health === 'unknown' ? 'unknown' : 'ok' },
    ...{ evaluationTime: (evaluationMs ?? 0) / 1000, lastEvaluation: lastEvaluatedAt ?? '0001-01-01T00:00:00Z' },
    ...(lastError === null ? {} : { lastError }),
  }
  if (rule.kind === 'recording') return { ...common, type: 'recording' }
  return {
    ...{ state: stateOf(rule), ...common, duration: rule.forSeconds, keepFiringFor: rule.keepFiringForSeconds },
    ...{
      annotations: rule.annotations,
      alerts: open.filter(({ rule: of }) => of === name).map(alertOf),
      type: 'alerting',
    },
  }
}

export async function rules(calls: Calls, parameters: Parameters): Promise<PrometheusAnswer> {
  const kind = parameters.text('type')
  if (kind !== undefined && kind !== 'alert' && kind !== 'record') {
    throw new PrometheusError('bad_data', 400, `not supported value ${JSON.stringify(kind)}`)
  }
  const { items } = await calls.monitoring.rules.list()
  const open = await openAlerts(calls)
  const wanted = items.filter(
    (rule) => kind === undefined || rule.kind === (kind === 'alert' ? 'alerting' : 'recording'),
  )
  const groups = Map.groupBy(wanted, ({ file, group }) => `${file}\n${group}`)
  return { data: { groups: [...groups.values()].map((of) => groupOf(of, open)) } }
}

function groupOf(of: readonly Rule[], open: readonly Alert[]): unknown {
  const [first] = of
  const evaluationTime = of.reduce((sum, { evaluationMs }) => sum + (evaluationMs ?? 0), 0) / 1000
  return {
    ...{ name: first?.group, file: first?.file, rules: of.map((rule) => ruleOf(rule, open)) },
    ...{ interval: first?.intervalSeconds, limit: 0, evaluationTime },
    lastEvaluation: first?.lastEvaluatedAt ?? '0001-01-01T00:00:00Z',
  }
}
