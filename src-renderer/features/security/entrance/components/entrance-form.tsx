import { Button, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import type { FormState } from '#renderer/ui/form/use-form.ts'
import { useWait } from '../use-wait.ts'

/** A form of the way in: its fields, what went wrong, and one button, which says how long to wait where one must. */
export function EntranceForm(props: {
  readonly form: FormState
  readonly submitLabel: string
  /** What went wrong before anything was sent. */
  readonly failure?: unknown
  /** Where else one can go. */
  readonly below?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation('security')
  const { form } = props
  const wait = useWait(form.failure)
  const failure = form.failure ?? props.failure ?? null
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        {props.children}
        {failure === null ? null : <ErrorPanel error={failure} />}
        <Button type="submit" fullWidth loading={form.saving} disabled={wait > 0}>
          {wait > 0 ? t('signIn.wait', { count: wait }) : props.submitLabel}
        </Button>
        {props.below}
      </Stack>
    </form>
  )
}
