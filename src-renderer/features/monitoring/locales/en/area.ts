/** Words of the frame of the monitoring area. */
export const areaEn = {
  area: {
    title: 'Monitoring',
    menu: 'Monitoring menu',
    group: { now: 'Right now', figures: 'Figures', watching: 'Watching and telling' },
    host: 'Host',
    alerts: 'Alerts',
    rules: 'Rules',
    sources: 'Sources',
    notifications: 'Notifications',
    dashboards: 'Dashboards',
    query: 'Query',
  },
} as const
