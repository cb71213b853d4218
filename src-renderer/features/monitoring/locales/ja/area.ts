/** Words of the frame of the monitoring area, of tasks and of notices. */
export const areaJa = {
  task: { notify: 'アラートの通知' },
  notice: {
    'alert-firing': '{{title}}',
    'alert-resolved': '{{title}}',
    'channel-failing': '「{{channel}}」への通知が失敗しています',
  },
  area: {
    title: '監視',
    menu: '監視のメニュー',
    group: { now: '今の様子', figures: '数値を見る', watching: '見張りと通知' },
    host: 'ホスト',
    alerts: 'アラート',
    rules: 'ルール',
    sources: '収集と死活監視',
    notifications: '通知',
    dashboards: 'ダッシュボード',
    query: 'クエリ',
    database: 'データベース',
  },
} as const
