import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SessionContext } from '#renderer/api/session.ts'
import {
  DutyScreen,
  type EntranceLink,
  EntranceScreen,
  hasDeparted,
  SetupScreen,
  sessionQuery,
  setupQuery,
} from '#renderer/features/security/index.ts'
import { clearNotices } from '#renderer/ui/announce/notice.tsx'
import { TopDialog } from '#renderer/ui/dialog/top-dialog.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Duty, Session } from '#shared/features/security/values.ts'
import { speak } from './i18n.ts'
import classes from './session-gate.module.css'
import { useArrival, useEntranceLink } from './use-arrival.ts'
import { useKeptSession, usePerson } from './use-person.ts'

const remembersLanguage = () => localStorage.getItem('kuraban.language') !== null
const changeLanguage = (next: Language) => void speak(next)

function Waiting({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation('app')
  return (
    <main className={classes.waiting} aria-label={t('product')}>
      {error === null ? <LoadingCards heights={[120, 240]} /> : <ErrorPanel error={error} onRetry={onRetry} />}
    </main>
  )
}

/** What a person owes holds until they have said that they are done, since codes are shown after it is paid. */
function useDuty(current: Session | null) {
  const [owed, setOwed] = useState<Duty | null>(null)
  const duty = current === null ? null : (current.duty ?? owed)
  if (duty !== owed) setOwed(duty)
  return { duty, settle: () => setOwed(null) }
}

function useSpokenLanguage(language: Language | undefined): void {
  useEffect(() => {
    if (language !== undefined) void speak(language)
  }, [language])
}

interface GateProps {
  readonly link: EntranceLink | null
  /** What goes on in the background while somebody is signed in. */
  readonly watch: ReactNode
  /** Another person has signed in than the one before. */
  readonly onAnother: () => void
  readonly children: ReactNode
}

/** Everything that decides who sees what. */
function useGate(props: GateProps) {
  const client = useQueryClient()
  const { link, visit, clearLink } = useEntranceLink(props.link)
  const arrival = useArrival(link)
  const session = useQuery({ ...sessionQuery(), enabled: !arrival.isArriving })
  const current = session.data?.session ?? null
  const isReady = usePerson(current, props.onAnother)
  const kept = useKeptSession(current, (one) => session.data?.ended !== 'revoked' && !hasDeparted(client, one))
  const { duty, settle } = useDuty(current)
  const invites = link?.kind === 'invitation' || link?.kind === 'reset'
  const isOutside = current === null || duty !== null || invites
  const setup = useQuery({ ...setupQuery(), enabled: session.data !== undefined && isOutside })
  useSpokenLanguage(current?.user.language ?? (remembersLanguage() ? undefined : setup.data?.language))
  const mayEnter = current === null || (isReady && !isOutside)
  return {
    link,
    visit,
    clearLink,
    arrival,
    session,
    setup,
    current,
    duty,
    settle,
    isOutside,
    shown: mayEnter ? kept : null,
  }
}

function Outside(props: ReturnType<typeof useGate>) {
  const { session, setup, duty, current, arrival, shown } = props
  if (session.data === undefined || setup.data === undefined) {
    const retry = () => {
      void session.refetch()
      void setup.refetch()
    }
    return <Waiting error={session.error ?? setup.error} onRetry={retry} />
  }
  const { siteName, ways, required, secretRequired } = setup.data
  if (current !== null && duty !== null)
    return (
      <SessionContext value={current}>
        <DutyScreen duty={duty} siteName={siteName} onLanguage={changeLanguage} onDone={props.settle} />
      </SessionContext>
    )
  if (required)
    return (
      <SetupScreen
        siteName={siteName}
        secretRequired={secretRequired}
        claim={arrival.claim}
        onLanguage={changeLanguage}
      />
    )
  return (
    <EntranceScreen
      key={props.visit}
      siteName={siteName}
      ways={ways}
      ended={session.data.ended}
      link={props.link}
      arrival={arrival}
      kept={shown?.user.name ?? null}
      onLanguage={changeLanguage}
      onLinkDone={props.clearLink}
    />
  )
}

/**
 * Lets nobody past who is not signed in: first-run set-up, sign-in, what a person owes, or the program. When a session
 * ends by itself the screen stays beneath the sign-in, with all that was typed.
 */
export function SessionGate(props: GateProps) {
  const { t } = useTranslation('app')
  const gate = useGate(props)
  const { shown, current, isOutside } = gate
  const isAbove = shown !== null && isOutside
  const isLeft = shown === null
  useEffect(() => {
    if (isLeft) clearNotices()
  }, [isLeft])
  return (
    <>
      {shown === null ? null : (
        <SessionContext value={shown}>
          {props.children}
          {current === null ? null : props.watch}
        </SessionContext>
      )}
      {isAbove ? (
        <TopDialog label={t('session.over')} size="window">
          <Outside {...gate} />
        </TopDialog>
      ) : null}
      {isOutside && !isAbove ? <Outside {...gate} /> : null}
    </>
  )
}
