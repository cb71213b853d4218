import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type DashboardPanel, type Dashboard as Described, dashboardSchema } from '#main/engine/rules/index.ts'
import { resourcePath } from '#main/platform/resources.ts'
import type { Dashboard, Panel } from '#shared/features/monitoring/values.ts'

const folder = 'monitoring/dashboards'
const kinds = {
  ...{ lines: 'graph', bars: 'bars', number: 'stat', gauge: 'gauge', shares: 'pie', table: 'table' },
} as const satisfies Record<DashboardPanel['kind'], Panel['kind']>
const sizes: Readonly<Record<Panel['kind'], Pick<Panel, 'width' | 'height'>>> = {
  ...{ graph: { width: 6, height: 3 }, bars: { width: 6, height: 3 }, table: { width: 12, height: 4 } },
  ...{ stat: { width: 3, height: 2 }, gauge: { width: 3, height: 2 }, pie: { width: 3, height: 3 } },
}
/** The one that answers for the whole site comes first. */
const first = 'overview'

let known: Promise<readonly Dashboard[]> | null = null

/** Dashboards that come with the program: the same that a site takes along for Grafana. */
export function builtInDashboards(): Promise<readonly Dashboard[]> {
  known ??= readAll()
  return known
}

async function readAll(): Promise<readonly Dashboard[]> {
  const from = resourcePath(folder)
  const names = (await readdir(from)).filter((name) => name.endsWith('.json')).sort()
  const described = await Promise.all(
    names.map(async (name) => dashboardSchema.parse(JSON.parse(await readFile(path.join(from, name), 'utf8')))),
  )
  return described.map(dashboardOf).sort((left, right) => Number(right.id === first) - Number(left.id === first))
}

function dashboardOf({ id, title, sections }: Described): Dashboard {
  const panels = sections.flatMap((section) => section.panels).map((panel, index) => panelOf(panel, `p${index + 1}`))
  return { id, name: title.ja, nameEn: title.en, panels, isBuiltIn: true, updatedAt: null, updatedBy: null }
}

function panelOf({ title, kind, unit, queries }: DashboardPanel, id: string): Panel {
  const shown = kinds[kind]
  return { id, title: title.ja, titleEn: title.en, kind: shown, unit, queries, thresholds: null, ...sizes[shown] }
}
