import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { CodeField } from '../../components/code-field.tsx'
import { typedCode } from '../../components/typed-code.ts'
import type { EntranceStep } from '../entrance-step.ts'
import { useVerifyTwoFactor } from '../mutations.ts'
import { useWait } from '../use-wait.ts'

const expired = { code: 'CHALLENGE_EXPIRED', data: {} }

/** Whether one must begin again with name and password. */
function isOver(error: unknown): boolean {
  return (
    isFailure(error, 'CHALLENGE_EXPIRED') || (isFailure(error, 'TWO_FACTOR_CODE_WRONG') && error.data.attemptsLeft <= 0)
  )
}

/** The second half of a sign-in: a code of the authenticator or a backup code. */
export function TwoFactorStep(props: {
  readonly step: Extract<EntranceStep, { readonly at: 'two-factor' }>
  readonly onBack: (failure: unknown) => void
}) {
  const { t } = useTranslation('security')
  const { challenge, expiresAt } = props.step
  const [kind, setKind] = useState<'authenticator' | 'backup'>('authenticator')
  const [code, setCode] = useState('')
  const verify = useVerifyTwoFactor()
  const wait = useWait(verify.error)
  const { onBack } = props
  useEffect(() => {
    const timer = setTimeout(() => onBack(expired), Math.max(0, Date.parse(expiresAt) - Date.now()))
    return () => clearTimeout(timer)
  }, [expiresAt, onBack])
  const send = (text: string) => {
    if (text === '' || verify.isPending) return
    verify.mutate(
      { challenge, code: text },
      {
        onError: (error) => {
          setCode('')
          if (isOver(error)) onBack(error)
        },
      },
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(typedCode(code))
  }
  const change = () => {
    setKind(kind === 'backup' ? 'authenticator' : 'backup')
    setCode('')
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text c="dimmed">{t('secondStep.text')}</Text>
        <CodeField
          key={kind}
          kind={kind}
          value={code}
          onChange={setCode}
          onWhole={kind === 'authenticator' ? send : undefined}
        />
        {verify.error === null ? null : <ErrorPanel error={verify.error} />}
        <Button type="submit" fullWidth loading={verify.isPending} disabled={typedCode(code).length < 6 || wait > 0}>
          {wait > 0 ? t('signIn.wait', { count: wait }) : t('secondStep.submit')}
        </Button>
        <Group justify="space-between" gap="xs">
          <Anchor component="button" type="button" fz="sm" onClick={change}>
            {t(kind === 'backup' ? 'code.useAuthenticator' : 'code.useBackup')}
          </Anchor>
          <Anchor component="button" type="button" fz="sm" onClick={() => onBack(null)}>
            {t('signIn.back')}
          </Anchor>
        </Group>
        <Text fz="sm" c="dimmed">
          {t('secondStep.lost')}
        </Text>
      </Stack>
    </form>
  )
}
