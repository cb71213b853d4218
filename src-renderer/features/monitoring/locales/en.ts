import { areaEn } from './en/area.ts'
import { hostEn } from './en/host.ts'
import { plotsEn } from './en/plots.ts'

/** Words of monitoring: figures, dashboards, alerts, and who is told. */
export const monitoringEn = { ...areaEn, ...hostEn, ...plotsEn } as const
