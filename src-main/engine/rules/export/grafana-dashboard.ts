import type { Dashboard, DashboardPanel } from './dashboard.ts'

type PanelKind = DashboardPanel['kind']
type PanelUnit = DashboardPanel['unit']

/** Points at the variable by which a reader chooses the data source, never at one of a certain site. */
const datasource = { type: 'prometheus', uid: '$datasource' } as const

const panelTypes: Readonly<Record<PanelKind, string>> = {
  lines: 'timeseries',
  bars: 'timeseries',
  number: 'stat',
  gauge: 'gauge',
  shares: 'piechart',
  table: 'table',
}

const units: Readonly<Record<PanelUnit, string>> = {
  count: 'short',
  ratio: 'percentunit',
  seconds: 's',
  bytes: 'bytes',
  'per-second': 'ops',
  'bytes-per-second': 'Bps',
  celsius: 'celsius',
}

/** Kinds that show the newest value and no course over time. */
const instantKinds: ReadonlySet<PanelKind> = new Set(['table', 'shares'])

const [width, height, rowWidth] = [8, 8, 24]

/** A dashboard in Grafana's classic schema, which every version from 8 on imports. */
export function grafanaDashboard({ id, title, sections }: Dashboard, language: 'ja' | 'en') {
  const panels: (ReturnType<typeof rowPanel> | ReturnType<typeof plotPanel>)[] = []
  let y = 0
  for (const section of sections) {
    panels.push(rowPanel(panels.length + 1, section.title[language], y))
    y += 1
    for (const [index, panel] of section.panels.entries()) {
      const gridPos = {
        x: (index * width) % rowWidth,
        y: y + Math.floor((index * width) / rowWidth) * height,
        w: width,
        h: height,
      }
      panels.push(plotPanel(panels.length + 1, panel, language, gridPos))
    }
    y += Math.ceil((section.panels.length * width) / rowWidth) * height
  }
  return {
    uid: `kuraban-${id}`,
    title: `Kuraban: ${title[language]}`,
    tags: ['kuraban'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    timezone: 'browser',
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [datasourceVariable] },
    annotations: { list: [] },
    panels,
  }
}

const datasourceVariable = {
  name: 'datasource',
  type: 'datasource' as const,
  query: 'prometheus',
  label: 'Data source',
}

interface GridPosition {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

function rowPanel(id: number, title: string, y: number) {
  return {
    id,
    type: 'row' as const,
    title,
    collapsed: false,
    datasource,
    gridPos: { x: 0, y, w: rowWidth, h: 1 },
    panels: [],
  }
}

function plotPanel(id: number, panel: DashboardPanel, language: 'ja' | 'en', gridPos: GridPosition) {
  const instant = instantKinds.has(panel.kind)
  const custom = panel.kind === 'bars' ? { drawStyle: 'bars', fillOpacity: 60 } : {}
  return {
    id,
    type: panelTypes[panel.kind],
    title: panel.title[language],
    datasource,
    gridPos,
    targets: panel.queries.map(({ expression, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr: expression,
      legendFormat: legend,
      instant,
      range: !instant,
      ...(panel.kind === 'table' ? { format: 'table' } : {}),
    })),
    fieldConfig: {
      defaults: { unit: units[panel.unit], custom, ...(panel.unit === 'ratio' ? { min: 0, max: 1 } : {}) },
      overrides: [],
    },
    options: {},
  }
}
