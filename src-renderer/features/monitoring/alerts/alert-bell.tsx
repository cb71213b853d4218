import { ActionIcon, Anchor, Indicator, Popover, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { Alert } from '#shared/features/monitoring/values.ts'
import classes from './alert-bell.module.css'
import { severityTones } from './alert-tone.ts'
import { alertCountsQuery, urgentAlertsQuery } from './queries.ts'

function UrgentAlert({ alert, onOpen }: { readonly alert: Alert; readonly onOpen: () => void }) {
  return (
    <li>
      <UnstyledButton className={classes.alert} onClick={onOpen}>
        <StateIcon tone={severityTones[alert.severity]} size={16} />
        <span className={classes.words}>
          <Text fz="sm" fw={500} component="span" display="block">
            {alert.summary}
          </Text>
          <Text fz={12} c="dimmed" component="span" display="block" lineClamp={2}>
            {alert.description}
          </Text>
        </span>
        <Text fz={12} c="dimmed" component="span">
          <RelativeTime at={alert.firedAt ?? alert.activeAt} />
        </Text>
      </UnstyledButton>
    </li>
  )
}

/** What fires now, on every screen: how much of it nobody looks after yet, and the most urgent of it. */
export function AlertBell() {
  const { t } = useTranslation('monitoring')
  const { language } = useFormat()
  const navigate = useNavigate()
  const may = useMay('monitoring.read')
  const [opened, handlers] = useDisclosure(false)
  const counts = useQuery({ ...alertCountsQuery(), enabled: may }).data
  const urgent = useQuery({ ...urgentAlertsQuery(language), enabled: may && opened }).data?.items ?? []
  if (!may) return null
  const { critical = 0, warning = 0, info = 0 } = counts?.firing ?? {}
  const waiting = counts?.unacknowledged ?? 0
  const mark = critical > 0 ? 'failed' : warning > 0 ? 'warning' : 'running'
  return (
    <Popover opened={opened} onChange={handlers.toggle} position="bottom-end" width={420} trapFocus>
      <Indicator
        label={waiting > 99 ? '99+' : waiting}
        size={16}
        disabled={waiting === 0}
        offset={6}
        color={`var(--state-${mark}-mark)`}
      >
        <Popover.Target>
          <ActionIcon size="lg" aria-label={t('alerts.bell.button', { count: waiting })} onClick={handlers.toggle}>
            <IconBell size={20} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('alerts.bell.title')}>
        <Stack gap="sm">
          <Text fw={600}>{t('alerts.bell.title')}</Text>
          <Text fz="sm" c="dimmed">
            {t('alerts.bell.counts', { critical, warning, info })}
          </Text>
          {urgent.length === 0 ? <Text fz="sm">{t('alerts.bell.none')}</Text> : null}
          <ul className={classes.alerts}>
            {urgent.map((alert) => (
              <UrgentAlert
                key={alert.id}
                alert={alert}
                onOpen={() => {
                  handlers.close()
                  void navigate({ to: '/monitoring/alerts/$alertId', params: { alertId: alert.id } })
                }}
              />
            ))}
          </ul>
          <Anchor component={Link} to="/monitoring/alerts" fz="sm" onClick={handlers.close}>
            {t('alerts.bell.all')}
          </Anchor>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
