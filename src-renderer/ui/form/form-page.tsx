import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { failureOf, retryAdvice } from '#renderer/ui/failure/failure.ts'
import classes from './form-page.module.css'
import type { FormState } from './use-form.ts'
import { useFormFocus } from './use-form-focus.ts'

/** Asks before a page with unsaved changes is left. The draft is kept either way. */
function UnsavedGuard({ form }: { readonly form: FormState }) {
  const { t } = useTranslation('ui')
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && form.losesOnLeave(),
    enableBeforeUnload: () => form.losesOnLeave(),
    withResolver: true,
  })
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('form.leaveTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Text>{t('form.leaveText')}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {t('form.leave')}
          </Button>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {t('form.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** A form as a page: one column, what went wrong above the buttons, saved explicitly, guarded against loss. */
export function FormPage(props: {
  readonly form: FormState
  readonly label: string
  readonly submitLabel: string
  readonly onCancel?: () => void
  readonly failureActions?: ReactNode
  /** Takes the whole width, for forms with something beside their fields. */
  readonly wide?: boolean
  /** Can be sent as it stands, without a change. */
  readonly ready?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation('ui')
  const { form } = props
  const focus = useFormFocus(form)
  const mayPass = retryAdvice(failureOf(form.failure)) === 'later'
  return (
    <form
      ref={focus.formRef}
      onSubmit={focus.submit}
      noValidate
      aria-label={props.label}
      className={classes.form}
      data-wide={props.wide || undefined}
    >
      <UnsavedGuard form={form} />
      {form.restored && form.dirty ? (
        <Alert variant="default" className={classes.draft} role="status">
          <Group justify="space-between" gap="xs">
            <Text fz="sm">{t('form.draftRestored')}</Text>
            <Button size="compact-sm" variant="default" onClick={form.discard}>
              {t('form.discardDraft')}
            </Button>
          </Group>
        </Alert>
      ) : null}
      {props.children}
      {form.failure === null ? null : (
        <div ref={focus.failureRef} className={classes.failure}>
          <ErrorPanel
            error={form.failure}
            actions={props.failureActions}
            onRetry={mayPass ? () => void form.submit() : undefined}
          />
        </div>
      )}
      <Group gap="xs" className={classes.footer}>
        <Button type="submit" loading={form.saving} disabled={!form.dirty && !form.restored && props.ready !== true}>
          {props.submitLabel}
        </Button>
        {props.onCancel === undefined ? (
          <Button variant="default" disabled={!form.dirty} onClick={form.discard}>
            {t('form.discard')}
          </Button>
        ) : (
          <Button variant="default" onClick={props.onCancel}>
            {t('cancel')}
          </Button>
        )}
        {form.dirty && props.ready !== true ? (
          <Text fz="sm" c="dimmed">
            {t('form.unsaved')}
          </Text>
        ) : null}
      </Group>
    </form>
  )
}
