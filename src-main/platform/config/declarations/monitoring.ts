import { declare } from '../declaration.ts'
import { networks, wholeNumber } from '../value-types.ts'

/** Settings of monitoring. */
export const monitoringDeclarations = {
  'monitoring.collectSeconds': declare(
    'MONITORING_COLLECT_SECONDS',
    wholeNumber(5, 300),
    15,
    { ja: '機械とプログラムの様子を記録する間隔(秒)です。', en: 'Seconds between two looks at machine and program.' },
    { onScreen: true, needsRestart: false },
  ),
  'monitoring.alertKeepDays': declare(
    'MONITORING_ALERT_KEEP_DAYS',
    wholeNumber(1, 3650),
    400,
    { ja: '終わったアラートを残しておく日数です。', en: 'Days for which alerts that have ended are kept.' },
    { onScreen: true, needsRestart: false },
  ),
  'metrics.openTo': declare(
    'METRICS_OPEN_TO',
    networks(),
    [],
    {
      ja: 'サインインやAPIキーなしで/metricsを読んでよいネットワークです。',
      en: 'Networks that may read /metrics without signing in and without an API key.',
    },
    { needsRestart: false },
  ),
}
