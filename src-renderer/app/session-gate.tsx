import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { SessionContext } from '#renderer/api/session.ts'
import {
  SetupScreen,
  SignInScreen,
  sessionQuery,
  setupQuery,
  useClaimSignInLink,
} from '#renderer/features/security/index.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import type { Language } from '#shared/contract/identifiers.ts'
import { speak } from './i18n.ts'
import classes from './session-gate.module.css'

const remembersLanguage = () => localStorage.getItem('kuraban.language') !== null

/** A sign-in address is claimed once, before anything is asked. */
function useClaimedLink(signInSecret: string | null) {
  const claim = useClaimSignInLink()
  const { mutate } = claim
  useEffect(() => {
    if (signInSecret !== null) mutate({ secret: signInSecret })
  }, [signInSecret, mutate])
  return { claim, isClaiming: signInSecret !== null && !claim.isSuccess && !claim.isError }
}

function Waiting({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation('app')
  return (
    <main className={classes.waiting} aria-label={t('product')}>
      {error === null ? <LoadingCards heights={[120, 240]} /> : <ErrorPanel error={error} onRetry={onRetry} />}
    </main>
  )
}

/** Lets nobody past who is not signed in: first-run set-up, sign-in, or the program. */
export function SessionGate({
  signInSecret,
  children,
}: {
  readonly signInSecret: string | null
  readonly children: ReactNode
}) {
  const { claim, isClaiming } = useClaimedLink(signInSecret)
  const session = useQuery({ ...sessionQuery(), enabled: !isClaiming })
  const current = session.data?.session ?? null
  const setup = useQuery({ ...setupQuery(), enabled: session.data !== undefined && current === null })
  const language = current?.user.language ?? (remembersLanguage() ? undefined : setup.data?.language)
  useEffect(() => {
    if (language !== undefined) void speak(language)
  }, [language])
  const changeLanguage = (next: Language) => void speak(next)

  if (current !== null) return <SessionContext value={current}>{children}</SessionContext>
  if (session.data === undefined || setup.data === undefined) {
    const retry = () => {
      void session.refetch()
      void setup.refetch()
    }
    return <Waiting error={session.error ?? setup.error} onRetry={retry} />
  }
  if (setup.data.required)
    return (
      <SetupScreen
        siteName={setup.data.siteName}
        secretRequired={setup.data.secretRequired}
        claim={claim}
        onLanguage={changeLanguage}
      />
    )
  return (
    <SignInScreen
      siteName={setup.data.siteName}
      ended={session.data.ended}
      linkError={claim.error}
      onLanguage={changeLanguage}
    />
  )
}
