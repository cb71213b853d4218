import { describe, expect, it } from 'vitest'
import { parse } from '#main/engine/promql/index.ts'
import { dashboardSchema } from '#shared/features/monitoring/values.ts'
import { builtInDashboards } from './built-in-dashboards.ts'

describe('the dashboards that come along', () => {
  it('are what the contract shows, fifteen panels and more for the site first', async () => {
    const dashboards = await builtInDashboards()
    for (const dashboard of dashboards) expect(dashboardSchema.parse(dashboard)).toEqual(dashboard)
    expect(dashboards[0]?.id).toBe('overview')
    expect(dashboards[0]?.panels.length).toBeGreaterThanOrEqual(15)
  })

  it('ask what can be understood', async () => {
    const expressions = (await builtInDashboards()).flatMap(({ panels }) => panels.flatMap((panel) => panel.queries))
    expect(expressions.length).toBeGreaterThan(30)
    for (const { expression } of expressions) parse(expression)
  })
})
