import { areaEn } from './en/area.ts'
import { plotsEn } from './en/plots.ts'

/** Words of monitoring: figures, dashboards, alerts, and who is told. */
export const monitoringEn = { ...areaEn, ...plotsEn } as const
