import { Badge, Modal, Stack, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchField } from '#renderer/ui/form/search-field.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import classes from './metric-picker.module.css'
import { type MetricName, metricsQuery } from './queries.ts'

const shownAtMost = 100

function Metrics(props: { readonly contains: string; readonly onPick: (metric: MetricName) => void }) {
  const { t } = useTranslation('monitoring')
  const { language } = useFormat()
  const query = useQuery(metricsQuery(props.contains))
  return (
    <Loaded query={query} heights={[320]}>
      {({ items }) => (
        <>
          <ul className={classes.metrics}>
            {items.slice(0, shownAtMost).map((metric) => (
              <li key={metric.name}>
                <UnstyledButton className={classes.metric} onClick={() => props.onPick(metric)}>
                  <span className={classes.name}>{metric.name}</span>
                  {metric.type === '' ? null : (
                    <Badge size="sm" variant="default" tt="none">
                      {metric.type}
                    </Badge>
                  )}
                  <Text fz={13} c="dimmed" span className={classes.help}>
                    {language === 'ja' ? metric.help : metric.helpEn}
                  </Text>
                </UnstyledButton>
              </li>
            ))}
          </ul>
          <Text fz={13} c="dimmed" role="status">
            {items.length === 0
              ? t('query.noMetric')
              : items.length > shownAtMost
                ? t('query.moreMetrics', { count: items.length - shownAtMost })
                : t('query.metricCount', { count: items.length })}
          </Text>
        </>
      )}
    </Loaded>
  )
}

/** Finds a metric by its name, with what it means. */
export function MetricPicker(props: {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onPick: (metric: MetricName) => void
}) {
  const { t } = useTranslation('monitoring')
  const { t: tUi } = useTranslation('ui')
  const [contains, setContains] = useState<string | undefined>()
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      size={760}
      title={t('query.pick')}
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      {props.opened ? (
        <Stack gap="sm">
          <SearchField label={t('query.findMetric')} value={contains} onChange={setContains} width={320} />
          <Metrics contains={contains ?? ''} onPick={props.onPick} />
        </Stack>
      ) : null}
    </Modal>
  )
}
