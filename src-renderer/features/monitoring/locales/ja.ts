import { areaJa } from './ja/area.ts'
import { hostJa } from './ja/host.ts'
import { plotsJa } from './ja/plots.ts'

/** Words of monitoring: figures, dashboards, alerts, and who is told. */
export const monitoringJa = { ...areaJa, ...hostJa, ...plotsJa } as const
