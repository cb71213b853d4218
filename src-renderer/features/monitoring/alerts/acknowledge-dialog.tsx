import { Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import type { Alert } from '#shared/features/monitoring/values.ts'
import { labelsText } from './labels-text.ts'
import { useAlertMutations } from './mutations.ts'
import { SpanField } from './span-field.tsx'

const namedAtMost = 5

interface DialogProps {
  readonly alerts: readonly Alert[]
  readonly onClose: () => void
  readonly onDone?: () => void
}

function AcknowledgeForm({ alerts, onClose, onDone }: DialogProps) {
  const { t } = useTranslation('monitoring')
  const { t: tUi } = useTranslation('ui')
  const { acknowledge } = useAlertMutations()
  const [note, setNote] = useState('')
  const [until, setUntil] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    acknowledge.mutate(
      { ids: alerts.map(({ id }) => id), note: note.trim(), until },
      {
        onSuccess: ({ done, failure }) => {
          if (failure !== null) return
          showNotice({ tone: 'good', title: t('alerts.acknowledged', { count: done }) })
          onDone?.()
          onClose()
        },
      },
    )
  }
  const outcome = acknowledge.data
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <List fz="sm" withPadding>
          {alerts.slice(0, namedAtMost).map((alert) => (
            <List.Item key={alert.id}>
              {alert.summary}{' '}
              <Text span fz="sm" c="dimmed">
                {labelsText(alert.labels)}
              </Text>
            </List.Item>
          ))}
          {alerts.length > namedAtMost ? (
            <List.Item>{t('alerts.andMore', { count: alerts.length - namedAtMost })}</List.Item>
          ) : null}
        </List>
        <Text fz="sm" c="dimmed">
          {t('alerts.acknowledgeText')}
        </Text>
        <Textarea
          data-autofocus
          autosize
          minRows={2}
          maxLength={2000}
          label={t('alerts.note')}
          description={t('alerts.noteHelp')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <SpanField label={t('alerts.until')} openEnd={t('alerts.untilResolved')} value={until} onChange={setUntil} />
        {outcome === undefined || outcome.failure === null ? null : (
          <>
            <Text fz="sm">{t('alerts.partly', { done: outcome.done, all: alerts.length })}</Text>
            <ErrorPanel error={outcome.failure} />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {tUi('cancel')}
          </Button>
          <Button type="submit" loading={acknowledge.isPending}>
            {t('alerts.acknowledge')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Says that somebody looks after alerts: with a note, and until when. */
export function AcknowledgeDialog(props: DialogProps) {
  const { t } = useTranslation('monitoring')
  const { t: tUi } = useTranslation('ui')
  const opened = props.alerts.length > 0
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      size="lg"
      title={t('alerts.acknowledgeTitle', { count: props.alerts.length })}
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      {opened ? <AcknowledgeForm {...props} /> : null}
    </Modal>
  )
}
