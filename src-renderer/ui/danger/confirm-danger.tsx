import { Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'

interface DangerProps {
  readonly title: string
  /** What will be gone, each by name and number. */
  readonly lost: readonly string[]
  /** What stays where it is. */
  readonly kept: readonly string[]
  /** What must be typed, usually the name of the thing; without it a click is enough. */
  readonly phrase?: string | undefined
  /** The verb of the button. */
  readonly action: string
  readonly pending?: boolean
  readonly error?: unknown
  readonly onConfirm: () => void
  readonly onClose: () => void
}

function DangerList({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null
  return (
    <div>
      <Text fw={600} fz="sm">
        {title}
      </Text>
      <List fz="sm" withPadding>
        {items.map((item) => (
          <List.Item key={item}>{item}</List.Item>
        ))}
      </List>
    </div>
  )
}

function DangerForm(props: DangerProps) {
  const { t } = useTranslation('ui')
  const [typed, setTyped] = useState('')
  const allowed = props.phrase === undefined || typed.normalize('NFC').trim() === props.phrase.normalize('NFC').trim()
  const isAsked = isFailure(props.error, 'APPROVAL_REQUIRED')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (allowed && !isAsked) props.onConfirm()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <DangerList title={t('danger.lost')} items={props.lost} />
        <DangerList title={t('danger.kept')} items={props.kept} />
        {props.phrase === undefined ? null : (
          <TextInput
            label={
              <Trans
                t={t}
                i18nKey="danger.type"
                values={{ phrase: props.phrase }}
                components={{ phrase: <Text span ff="monospace" fw={600} fz="sm" translate="no" /> }}
              />
            }
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
        )}
        {props.error === undefined || props.error === null ? null : <ErrorPanel error={props.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t(isAsked ? 'close' : 'cancel')}
          </Button>
          {isAsked ? null : (
            <Button type="submit" color="red.9" disabled={!allowed} loading={props.pending ?? false}>
              {props.action}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

/** Asks before something that cannot be undone: lists what is lost and what stays, and wants the name typed. */
export function ConfirmDanger({ opened, ...props }: DangerProps & { readonly opened: boolean }) {
  const { t } = useTranslation('ui')
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      size="lg"
      title={
        <Group gap={8} wrap="nowrap">
          <StateIcon tone="failed" />
          <Text fw={600}>{props.title}</Text>
        </Group>
      }
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {opened ? <DangerForm {...props} /> : null}
    </Modal>
  )
}
