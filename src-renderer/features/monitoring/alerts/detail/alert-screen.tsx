import { Button, Stack, Text } from '@mantine/core'
import { IconListSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import type { Alert, AlertEvent } from '#shared/features/monitoring/values.ts'
import { RulePlot } from '../../rules/rule-plot.tsx'
import { SeverityBadge } from '../alert-state.tsx'
import { alertQuery } from '../queries.ts'
import { AlertActions } from './alert-actions.tsx'
import { AlertFacts } from './alert-facts.tsx'
import { AlertHistory } from './alert-history.tsx'
import { AlertSentence } from './alert-sentence.tsx'
import { alertWindow, momentWindow } from './alert-window.ts'
import { Runbook } from './runbook.tsx'

const route = getRouteApi('/monitoring/alerts/$alertId')

type AlertDetail = Alert & {
  readonly events: readonly AlertEvent[]
  readonly expression: string
  readonly ruleId: string | null
}

function Acknowledged({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  if (alert.acknowledged === null) return null
  const { by, at, note, until } = alert.acknowledged
  return (
    <Section title={t('alerts.lookedAfter')}>
      <Text fz="sm">
        {until === null
          ? t('alerts.lookedAfterText', { name: by.name, at: format.minute(at) })
          : t('alerts.lookedAfterUntil', { name: by.name, at: format.minute(at), until: format.minute(until) })}
      </Text>
      {note === '' ? null : (
        <Text fz="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {note}
        </Text>
      )}
    </Section>
  )
}

/** The log of the minutes in which it began. */
function LogLink({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('monitoring')
  const navigate = route.useNavigate()
  if (!useMay('logs.read')) return null
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconListSearch size={14} aria-hidden />}
      onClick={() => void navigate({ to: '/logs', search: momentWindow(alert) })}
    >
      {t('alerts.log')}
    </Button>
  )
}

function Detail({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation('monitoring')
  const navigate = route.useNavigate()
  const [window] = useState(() => alertWindow(alert, Date.now()))
  const { ruleId } = alert
  return (
    <Stack gap="md">
      <AlertSentence alert={alert} />
      <Acknowledged alert={alert} />
      {ruleId === null ? null : (
        <Section
          title={t('alerts.plot')}
          actions={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void navigate({ to: '/monitoring/rules', search: { rule: ruleId } })}
            >
              {t('alerts.openRule')}
            </Button>
          }
        >
          <RulePlot
            ruleId={ruleId}
            title={alert.rule}
            window={window}
            expression={alert.expression}
            severity={alert.severity}
            labels={alert.labels}
          />
        </Section>
      )}
      {alert.hasRunbook ? <Runbook name={alert.rule} /> : null}
      <AlertHistory alertId={alert.id} events={alert.events} />
      <AlertFacts alert={alert} expression={alert.expression} />
    </Stack>
  )
}

/** One alert beside the list: what happened, what to do, and what has been done. */
export function AlertScreen() {
  const { t } = useTranslation('monitoring')
  const { alertId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { language } = useFormat()
  const mayHandle = useMay('alerts.handle')
  const query = useQuery(alertQuery(alertId, language))
  const alert = query.data
  return (
    <DetailDrawer
      opened
      onClose={() => void navigate({ to: '/monitoring/alerts', search })}
      title={alert?.summary ?? t('alerts.pages.list')}
      badge={alert === undefined ? undefined : <SeverityBadge severity={alert.severity} />}
      actions={
        alert === undefined ? undefined : (
          <>
            {mayHandle ? <AlertActions alert={alert} /> : null}
            <LogLink alert={alert} />
          </>
        )
      }
    >
      <Loaded query={query} heights={[100, 240, 200]}>
        {(data) => <Detail key={data.id} alert={data} />}
      </Loaded>
    </DetailDrawer>
  )
}
