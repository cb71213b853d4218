import { Button, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBellOff, IconCheck, IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import type { Alert } from '#shared/features/monitoring/values.ts'
import { AcknowledgeDialog } from '../acknowledge-dialog.tsx'
import { matchersOf } from '../matchers/matcher-text.ts'
import { useAlertMutations } from '../mutations.ts'
import { assigneesQuery } from '../queries.ts'
import { SilenceDialog } from '../silences/silence-form.tsx'

function AssignMenu({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('monitoring')
  const { assign } = useAlertMutations()
  const report = useFailureNotice()
  const [opened, menu] = useDisclosure(false)
  const people = useQuery({ ...assigneesQuery(), enabled: opened }).data?.items ?? []
  const give = (userId: string | null, name: string) =>
    assign.mutate(
      { id: alert.id, userId },
      {
        onSuccess: () =>
          showNotice({
            tone: 'good',
            title: userId === null ? t('alerts.unassigned') : t('alerts.assigned', { name }),
          }),
        onError: report,
      },
    )
  return (
    <Menu opened={opened} onChange={(value) => (value ? menu.open() : menu.close())} position="bottom-start">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconUserCheck size={14} aria-hidden />}
          loading={assign.isPending}
        >
          {alert.assignee === null ? t('alerts.assign') : t('alerts.assignedTo', { name: alert.assignee.name })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {people.map((person) => (
          <Menu.Item
            key={person.id}
            disabled={person.id === alert.assignee?.id}
            onClick={() => give(person.id, person.name)}
          >
            {person.name}
          </Menu.Item>
        ))}
        {alert.assignee === null ? null : (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => give(null, '')}>{t('alerts.assignNobody')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function AcknowledgeButton({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('monitoring')
  const { unacknowledge } = useAlertMutations()
  const report = useFailureNotice()
  const [asking, setAsking] = useState(false)
  if (alert.acknowledged !== null)
    return (
      <Button
        size="compact-sm"
        variant="default"
        loading={unacknowledge.isPending}
        onClick={() => unacknowledge.mutate({ id: alert.id }, { onError: report })}
      >
        {t('alerts.unacknowledge')}
      </Button>
    )
  return (
    <>
      <Button size="compact-sm" leftSection={<IconCheck size={14} aria-hidden />} onClick={() => setAsking(true)}>
        {t('alerts.acknowledge')}
      </Button>
      <AcknowledgeDialog alerts={asking ? [alert] : []} onClose={() => setAsking(false)} />
    </>
  )
}

/** What one can do about an alert: look after it, give it to somebody, keep it quiet. */
export function AlertActions({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('monitoring')
  const [silencing, dialog] = useDisclosure(false)
  return (
    <>
      {alert.state === 'resolved' ? null : <AcknowledgeButton alert={alert} />}
      <AssignMenu alert={alert} />
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconBellOff size={14} aria-hidden />}
        onClick={dialog.open}
      >
        {t('alerts.silence')}
      </Button>
      <SilenceDialog opened={silencing} onClose={dialog.close} matchers={matchersOf(alert.labels)} />
    </>
  )
}
