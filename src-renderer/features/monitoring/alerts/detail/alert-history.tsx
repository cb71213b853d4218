import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Moment } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { StateIcon, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { AlertEvent } from '#shared/features/monitoring/values.ts'
import { useAlertMutations } from '../mutations.ts'
import classes from './detail.module.css'

const tones: Readonly<Record<AlertEvent['kind'], StateTone>> = {
  pending: 'warning',
  fired: 'failed',
  resolved: 'good',
  acknowledged: 'running',
  'acknowledgement-ended': 'warning',
  assigned: 'information',
  noted: 'information',
  notified: 'good',
  'notification-failed': 'failed',
}

function NoteForm({ alertId }: { readonly alertId: string }) {
  const { t } = useTranslation('monitoring')
  const { addNote } = useAlertMutations()
  const [note, setNote] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (note.trim() === '') return
    addNote.mutate({ id: alertId, note: note.trim() }, { onSuccess: () => setNote('') })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea
          autosize
          minRows={2}
          maxLength={2000}
          label={t('alerts.history.add')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {addNote.error === null ? null : <ErrorPanel error={addNote.error} />}
        <Group>
          <Button
            type="submit"
            size="compact-sm"
            variant="default"
            disabled={note.trim() === ''}
            loading={addNote.isPending}
          >
            {t('alerts.history.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What has happened to an alert, newest first, and what people wrote about it. */
export function AlertHistory({
  alertId,
  events,
}: {
  readonly alertId: string
  readonly events: readonly AlertEvent[]
}) {
  const { t } = useTranslation('monitoring')
  const mayHandle = useMay('alerts.handle')
  return (
    <Section title={t('alerts.history.title')}>
      <ol className={classes.events}>
        {events.toReversed().map((event) => (
          <li key={event.id} className={classes.event}>
            <StateIcon tone={tones[event.kind]} size={16} />
            <div className={classes.words}>
              <Text fz="sm">
                {event.actor === null
                  ? t(`alerts.event.${event.kind}`)
                  : t('alerts.history.by', { what: t(`alerts.event.${event.kind}`), name: event.actor.name })}
              </Text>
              {event.note === '' ? null : <Text className={classes.note}>{event.note}</Text>}
            </div>
            <Text fz={12} c="dimmed" component="span">
              <Moment at={event.at} />
            </Text>
          </li>
        ))}
      </ol>
      {mayHandle ? <NoteForm alertId={alertId} /> : null}
    </Section>
  )
}
