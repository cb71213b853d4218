import { areaEn } from './en/area.ts'

/** Words of monitoring: figures, dashboards, alerts, and who is told. */
export const monitoringEn = { ...areaEn } as const
