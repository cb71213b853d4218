/** Words of the frame of the monitoring area, of tasks and of notices. */
export const areaEn = {
  task: { notify: 'Notification about alerts' },
  notice: {
    'alert-firing': '{{title}}',
    'alert-resolved': '{{title}}',
    'channel-failing': 'Notifications through “{{channel}}” fail',
  },
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
    database: 'Database',
  },
} as const
