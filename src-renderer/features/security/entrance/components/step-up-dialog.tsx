import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { type StepUpRequest, stepUpDesk } from '#renderer/api/step-up.ts'
import { TopDialog } from '#renderer/ui/dialog/top-dialog.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { CodeField } from '../../components/code-field.tsx'
import { CurrentPasswordField } from '../../components/password-field.tsx'
import { typedCode } from '../../components/typed-code.ts'
import { useSignOut, useStepUp } from '../mutations.ts'
import { useWait } from '../use-wait.ts'

const cancel = () => stepUpDesk.settle(false)

/** For people who have neither password nor second factor here: only a fresh sign-in is a proof. */
function SignInAgain() {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const signOut = useSignOut()
  return (
    <Stack gap="md">
      <Text>{t('stepUp.again')}</Text>
      {signOut.error === null ? null : <ErrorPanel error={signOut.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={cancel}>
          {tUi('cancel')}
        </Button>
        <Button loading={signOut.isPending} onClick={() => signOut.mutate({})}>
          {t('stepUp.signOut')}
        </Button>
      </Group>
    </Stack>
  )
}

function ProofForm({ request }: { readonly request: StepUpRequest }) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const [kind, setKind] = useState<'authenticator' | 'backup'>('authenticator')
  const [typed, setTyped] = useState('')
  const stepUp = useStepUp()
  const wait = useWait(stepUp.error)
  const isPassword = request.method === 'password'
  const send = (text: string) => {
    if (text === '' || stepUp.isPending) return
    stepUp.mutate(isPassword ? { password: text } : { code: text }, {
      onSuccess: () => stepUpDesk.settle(true),
      onError: () => setTyped(''),
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(isPassword ? typed : typedCode(typed))
  }
  const field = {
    name: 'password',
    value: typed,
    error: undefined,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setTyped(event.currentTarget.value),
    onBlur: () => undefined,
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {isPassword ? (
          <CurrentPasswordField label={t('password')} field={field} autoFocus />
        ) : (
          <>
            <CodeField
              key={kind}
              kind={kind}
              value={typed}
              onChange={setTyped}
              onWhole={kind === 'authenticator' ? send : undefined}
            />
            <Anchor
              component="button"
              type="button"
              fz="sm"
              ta="start"
              onClick={() => {
                setKind(kind === 'backup' ? 'authenticator' : 'backup')
                setTyped('')
              }}
            >
              {t(kind === 'backup' ? 'code.useAuthenticator' : 'code.useBackup')}
            </Anchor>
          </>
        )}
        {stepUp.error === null ? null : <ErrorPanel error={stepUp.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={cancel}>
            {tUi('cancel')}
          </Button>
          <Button type="submit" loading={stepUp.isPending} disabled={typed === '' || wait > 0}>
            {wait > 0 ? t('signIn.wait', { count: wait }) : t('stepUp.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Dialog({ request }: { readonly request: StepUpRequest }) {
  const { t } = useTranslation('security')
  return (
    <TopDialog size="card" label={t('stepUp.title')} onClose={cancel}>
      <Stack gap="md">
        <div>
          <Title order={2}>{t('stepUp.title')}</Title>
          <Text fz="sm" c="dimmed">
            {t(`stepUp.reason.${request.reason}`)}
          </Text>
          {request.method === 'sign-in-again' ? null : (
            <Text fz="sm" c="dimmed">
              {t('stepUp.lasts')}
            </Text>
          )}
        </div>
        {request.method === 'sign-in-again' ? <SignInAgain /> : <ProofForm request={request} />}
      </Stack>
    </TopDialog>
  )
}

/** Asks once for all calls that wait for a proof of who is there, and lets them go on. */
export function StepUpDialog() {
  const request = useSyncExternalStore(stepUpDesk.subscribe, () => stepUpDesk.request)
  return request === null ? null : <Dialog request={request} />
}
