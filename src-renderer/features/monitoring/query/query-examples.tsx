import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '#renderer/ui/page/page.tsx'
import classes from './query.module.css'

const examples = [
  { key: 'cpu', expression: '1 - avg(rate(node_cpu_seconds_total{mode="idle"}[5m]))' },
  { key: 'disk', expression: '1 - node_filesystem_avail_bytes / node_filesystem_size_bytes' },
  { key: 'network', expression: 'rate(node_network_receive_bytes_total{device!="lo"}[5m])' },
  {
    key: 'latency',
    expression: 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))',
  },
  { key: 'backup', expression: 'time() - kuraban_backup_last_success_timestamp_seconds' },
] as const

/** Questions to begin with, as long as nothing is asked. */
export function QueryExamples() {
  const { t } = useTranslation('monitoring')
  return (
    <Section title={t('query.examples')} description={t('query.examplesText')}>
      <ul className={classes.examples}>
        {examples.map(({ key, expression }) => (
          <li key={key}>
            <Link to="/monitoring/query" search={{ q: expression }}>
              <Text fz="sm" fw={500} component="div">
                {t(`query.example.${key}`)}
              </Text>
              <span className={classes.example}>{expression}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
