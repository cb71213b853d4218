import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { connection } from '#renderer/api/connection.ts'
import { useSession } from '#renderer/api/session.ts'
import { sessionQuery, useExtendSession } from '#renderer/features/security/index.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useCodedText } from '#renderer/ui/coded-text.ts'
import type { StateTone } from '#renderer/ui/state/state-badge.tsx'
import { followEvents, type NoticeEvent } from './event-bridge.ts'
import { SessionEnding } from './session-ending.tsx'

const extendAtMostEveryMs = 60_000

const tones: Readonly<Record<NoticeEvent['severity'], StateTone>> = {
  information: 'information',
  success: 'good',
  warning: 'warning',
  failure: 'failed',
}

/** Follows the program's events for as long as this session lasts. */
function useEvents(onOpen: (link: string) => void): void {
  const { t } = useTranslation('app')
  const client = useQueryClient()
  const write = useCodedText()
  const sessionId = useSession().id
  const notify = useRef<(notice: NoticeEvent) => void>(() => undefined)
  notify.current = (notice) => {
    const { link } = notice
    showNotice({
      id: notice.id,
      tone: tones[notice.severity],
      title: write(notice.code, notice.data),
      ...(link === null ? {} : { action: { label: t('notice.open'), run: () => onOpen(link) } }),
    })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another session listens anew
  useEffect(() => {
    const stop = new AbortController()
    followEvents(client, (notice) => notify.current(notice), stop.signal).catch(() => {
      if (!stop.signal.aborted) void client.invalidateQueries({ queryKey: sessionQuery().queryKey })
    })
    return () => stop.abort()
  }, [client, sessionId])
}

/** Asks who I am when the connection is lost, since the session may be why, and for everything once it is back. */
function useReconnectCheck(): void {
  const client = useQueryClient()
  useEffect(() => {
    let wasLost = false
    return connection.subscribe(() => {
      const { state } = connection
      if (state === 'lost') void client.invalidateQueries({ queryKey: sessionQuery().queryKey })
      if (state === 'open' && wasLost) void client.invalidateQueries()
      wasLost = state === 'lost' || (wasLost && state !== 'open')
    })
  }, [client])
}

/** Tells the program that the person is there, on keys and clicks, at most once a minute. */
function useActivity(extend: () => void): void {
  const last = useRef(Date.now())
  const latest = useRef(extend)
  latest.current = extend
  useEffect(() => {
    const act = () => {
      if (Date.now() - last.current < extendAtMostEveryMs) return
      last.current = Date.now()
      latest.current()
    }
    const kinds = ['keydown', 'pointerdown'] as const
    for (const kind of kinds) window.addEventListener(kind, act, { passive: true })
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, act)
    }
  }, [])
}

/** Everything that goes on in the background while somebody is signed in. */
export function SessionWatch({ onOpen }: { readonly onOpen: (link: string) => void }) {
  const { mutate } = useExtendSession()
  const extend = () => mutate({})
  useEvents(onOpen)
  useReconnectCheck()
  useActivity(extend)
  return <SessionEnding onStay={extend} />
}
