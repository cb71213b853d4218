import { Alert, Button, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { useForm } from '#renderer/ui/form/use-form.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { SessionEnd } from '#shared/features/security/values.ts'
import { Entrance } from '../components/entrance.tsx'
import { CurrentPasswordField } from '../components/password-field.tsx'
import { useSignIn } from '../mutations.ts'

const signInForm = z.object({ name: z.string().trim().min(1).max(256), password: z.string().min(1) })

function waitOf(error: unknown): number {
  if (isFailure(error, 'SIGN_IN_FAILED') || isFailure(error, 'RATE_LIMITED')) return error.data.retryAfterSeconds
  return 0
}

/** Seconds still to wait after a failure; counts down by itself. */
function useWait(error: unknown): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const until = Date.now() + waitOf(error) * 1_000
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1_000)))
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [error])
  return left
}

/** Signing in. Says why one has been signed out, and how long to wait after wrong passwords. */
export function SignInScreen(props: {
  readonly siteName: string
  readonly ended: SessionEnd | null
  readonly linkError: unknown
  readonly onLanguage: (language: Language) => void
}) {
  const { t } = useTranslation('security')
  const signIn = useSignIn()
  const form = useForm({
    schema: signInForm,
    initial: { name: '', password: '' },
    save: async (values) => void (await signIn.mutateAsync(values)),
  })
  const wait = useWait(form.failure)
  const failure = form.failure ?? props.linkError
  return (
    <Entrance title={t('signIn.title')} siteName={props.siteName} onLanguage={props.onLanguage}>
      {props.ended === null ? null : (
        <Alert variant="default" role="status">
          {t(`signIn.ended.${props.ended}`)}
        </Alert>
      )}
      <form onSubmit={(event) => void form.submit(event)} noValidate>
        <Stack gap="md">
          <TextInput label={t('name')} autoComplete="username" autoFocus {...form.text('name')} />
          <CurrentPasswordField label={t('password')} field={form.text('password')} />
          {failure === null || failure === undefined ? null : <ErrorPanel error={failure} />}
          <Button type="submit" fullWidth loading={form.saving} disabled={wait > 0}>
            {wait > 0 ? t('signIn.wait', { count: wait }) : t('signIn.submit')}
          </Button>
          <Text fz="sm" c="dimmed">
            {t('signIn.forgotten')}
          </Text>
        </Stack>
      </form>
    </Entrance>
  )
}
