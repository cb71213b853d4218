import { Anchor, Divider, Group, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useForm } from '#renderer/ui/form/use-form.ts'
import type { SignInOutcome } from '#shared/features/security/values.ts'
import { CurrentPasswordField } from '../../components/password-field.tsx'
import { useSignIn } from '../mutations.ts'
import { EntranceForm } from './entrance-form.tsx'
import { type SignInWays, WaysIn } from './ways-in.tsx'

const signInForm = z.object({ name: z.string().trim().min(1).max(256), password: z.string().min(1) })

/** Name and password, and the other ways in. */
export function PasswordStep(props: {
  readonly ways: SignInWays
  /** Whom the program expects: the person whose screen is kept. */
  readonly expected: string | null
  readonly failure: unknown
  readonly onOutcome: (outcome: SignInOutcome) => void
  readonly onForgotten: () => void
  readonly onInvited: () => void
}) {
  const { t } = useTranslation('security')
  const signIn = useSignIn()
  const form = useForm({
    schema: signInForm,
    initial: { name: props.expected ?? '', password: '' },
    save: async (values) => props.onOutcome(await signIn.mutateAsync(values)),
  })
  const knowsName = props.expected !== null
  return (
    <Stack gap="md">
      <EntranceForm
        form={form}
        submitLabel={t('signIn.submit')}
        failure={props.failure}
        below={
          <Group justify="space-between" gap="xs">
            <Anchor component="button" type="button" fz="sm" onClick={props.onForgotten}>
              {t('signIn.forgot')}
            </Anchor>
            <Anchor component="button" type="button" fz="sm" onClick={props.onInvited}>
              {t('signIn.invited')}
            </Anchor>
          </Group>
        }
      >
        <TextInput label={t('name')} autoComplete="username" autoFocus={!knowsName} {...form.text('name')} />
        <CurrentPasswordField label={t('password')} field={form.text('password')} autoFocus={knowsName} />
      </EntranceForm>
      {props.ways.singleSignOn.length === 0 && !props.ways.development ? null : (
        <>
          <Divider label={t('signIn.or')} />
          <WaysIn ways={props.ways} onOutcome={props.onOutcome} />
        </>
      )}
    </Stack>
  )
}
