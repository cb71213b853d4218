/** Addresses of alerts, rules, sources and notifications in the monitoring area. */
export const monitoringAlertingRoutes = [] as const
