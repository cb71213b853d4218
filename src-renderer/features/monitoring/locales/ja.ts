import { areaJa } from './ja/area.ts'

/** Words of monitoring: figures, dashboards, alerts, and who is told. */
export const monitoringJa = { ...areaJa } as const
