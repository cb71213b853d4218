import { describe, expect, it } from 'vitest'
import { parse } from '#main/engine/promql/index.ts'
import { metricName } from '#main/engine/timeseries/index.ts'
import { dashboardSchema } from '#shared/features/monitoring/values.ts'
import { metricCatalogue } from '../metric-catalogue.ts'
import { builtInDashboards } from './built-in-dashboards.ts'

const expressions = builtInDashboards.flatMap(({ panels }) =>
  panels.flatMap(({ queries }) => queries.map(({ expression }) => expression)),
)

/** Names of metrics in an expression, wherever they stand. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own =
    'kind' in value && value.kind === 'selector' && 'matchers' in value && Array.isArray(value.matchers)
      ? value.matchers.filter(({ name }) => name === metricName).map((matcher) => String(matcher.value))
      : []
  return [...own, ...Object.values(value).flatMap(namesIn)]
}

describe('the dashboards that come along', () => {
  it('are what the contract shows, fifteen panels and more for the site', () => {
    for (const dashboard of builtInDashboards) expect(dashboardSchema.parse(dashboard)).toEqual(dashboard)
    expect(builtInDashboards[0]?.panels.length).toBeGreaterThanOrEqual(15)
  })

  it.each(expressions)('%s asks for metrics that exist', async (expression) => {
    const catalogue = await metricCatalogue()
    const names = namesIn(parse(expression))
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !catalogue.has(name))).toEqual([])
  })
})
