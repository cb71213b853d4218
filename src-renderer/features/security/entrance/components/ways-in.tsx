import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { SignInOutcome } from '#shared/features/security/values.ts'
import { useBeginSingleSignOn, useCompleteSingleSignOn, useDevelopmentSignIn } from '../mutations.ts'
import { keepBinding } from '../single-sign-on.ts'

/** Ways to sign in besides name and password. */
export interface SignInWays {
  readonly singleSignOn: readonly { readonly id: string; readonly label: string }[]
  readonly development: boolean
  readonly mail: boolean
}

/** In a browser the page leaves for the provider; on the desktop the browser of the machine opens, and one waits here. */
function SingleSignOn(props: {
  readonly providers: SignInWays['singleSignOn']
  readonly onOutcome: (outcome: SignInOutcome) => void
}) {
  const { t } = useTranslation('security')
  const begin = useBeginSingleSignOn()
  const complete = useCompleteSingleSignOn()
  const [waiting, setWaiting] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const start = async (provider: { readonly id: string; readonly label: string }) => {
    setFailure(null)
    try {
      const { address, binding, opened } = await begin.mutateAsync({ provider: provider.id })
      if (opened) {
        setWaiting(provider.label)
        props.onOutcome(await complete.mutateAsync({ binding }))
      } else {
        keepBinding(binding)
        window.location.assign(address)
      }
    } catch (error) {
      setFailure(error)
    } finally {
      setWaiting(null)
    }
  }
  return (
    <>
      {props.providers.map((provider) => (
        <Button
          key={provider.id}
          variant="default"
          fullWidth
          loading={begin.isPending}
          disabled={waiting !== null}
          onClick={() => void start(provider)}
        >
          {t('signIn.singleSignOn', { provider: provider.label })}
        </Button>
      ))}
      {waiting === null ? null : (
        <Alert variant="default" role="status" title={t('signIn.waitingTitle')} icon={<Loader size={18} />}>
          {t('signIn.waitingText', { provider: waiting })}
        </Alert>
      )}
      {failure === null ? null : <ErrorPanel error={failure} />}
    </>
  )
}

function Development() {
  const { t } = useTranslation('security')
  const signIn = useDevelopmentSignIn()
  return (
    <>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <StateIcon tone="warning" />
        <Text fz="sm">{t('signIn.developmentText')}</Text>
      </Group>
      <Button variant="default" fullWidth loading={signIn.isPending} onClick={() => signIn.mutate({})}>
        {t('signIn.development')}
      </Button>
      {signIn.error === null ? null : <ErrorPanel error={signIn.error} />}
    </>
  )
}

/** One button for each other way in. */
export function WaysIn(props: { readonly ways: SignInWays; readonly onOutcome: (outcome: SignInOutcome) => void }) {
  return (
    <Stack gap="sm">
      {props.ways.singleSignOn.length === 0 ? null : (
        <SingleSignOn providers={props.ways.singleSignOn} onOutcome={props.onOutcome} />
      )}
      {props.ways.development ? <Development /> : null}
    </Stack>
  )
}
