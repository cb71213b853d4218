import { z } from 'zod'
import { type Dashboard, type Panel, panelSchema } from '#shared/features/monitoring/values.ts'
import backup from '../../../resources/monitoring/dashboards/backup.json' with { type: 'json' }
import host from '../../../resources/monitoring/dashboards/host.json' with { type: 'json' }
import overview from '../../../resources/monitoring/dashboards/overview.json' with { type: 'json' }

const text = z.object({ ja: z.string(), en: z.string() })
const kinds = { lines: 'graph', bars: 'bars', number: 'stat', gauge: 'gauge', shares: 'pie', table: 'table' } as const
const describedSchema = z.object({
  id: z.string(),
  title: text,
  sections: z.array(
    z.object({
      panels: z.array(
        z.object({
          title: text,
          kind: z.enum(['lines', 'bars', 'number', 'gauge', 'shares', 'table']),
          unit: panelSchema.shape.unit,
          queries: panelSchema.shape.queries,
        }),
      ),
    }),
  ),
})

const isSmall = (kind: Panel['kind']) => kind === 'stat' || kind === 'gauge'

function dashboardOf(read: unknown): Dashboard {
  const { id, title, sections } = describedSchema.parse(read)
  const panels = sections
    .flatMap((section) => section.panels)
    .map(
      (panel, index): Panel => ({
        id: `p${index + 1}`,
        title: panel.title.ja,
        titleEn: panel.title.en,
        kind: kinds[panel.kind],
        unit: panel.unit,
        queries: panel.queries,
        width: isSmall(kinds[panel.kind]) || panel.kind === 'shares' ? 3 : panel.kind === 'table' ? 12 : 6,
        height: isSmall(kinds[panel.kind]) ? 2 : 3,
        thresholds:
          panel.kind === 'gauge' && panel.unit === 'ratio' ? { warning: 0.95, critical: 0.9, worse: 'below' } : null,
      }),
    )
  return { id, name: title.ja, nameEn: title.en, panels, isBuiltIn: true, updatedAt: null, updatedBy: null }
}

/** Some of the dashboards that come with the program. */
export const builtInDashboards: readonly Dashboard[] = [overview, backup, host].map(dashboardOf)
