import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { sessionQuery } from '#renderer/features/security/index.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { endNotice } from './session-end.ts'
import classes from './session-ending.module.css'

/** The notice of now; asks who is signed in once the end has come. */
function useEndNotice(): ReturnType<typeof endNotice> {
  const client = useQueryClient()
  const session = useSession()
  const [now, setNow] = useState(() => Date.now())
  const [seen, setSeen] = useState(session)
  if (seen !== session) {
    setSeen(session)
    setNow(Date.now())
  }
  const notice = endNotice(session, now)
  useEffect(() => {
    const look = () => {
      setNow(Date.now())
      if (endNotice(session, Date.now()).state === 'over')
        void client.invalidateQueries({ queryKey: sessionQuery().queryKey })
    }
    const timer = setTimeout(look, endNotice(session, now).nextMs)
    return () => clearTimeout(timer)
  }, [session, now, client])
  return notice
}

/** Says, from two minutes before it ends, that the session is about to end; counts down, and lets the person stay. */
export function SessionEnding({ onStay }: { readonly onStay: () => void }) {
  const { t } = useTranslation('app')
  const format = useFormat()
  const session = useSession()
  const notice = useEndNotice()
  const [closed, setClosed] = useState<string | null>(null)
  if (notice.state !== 'ending' || closed === session.expiresAt) return null
  const left = format.duration(Math.ceil(notice.leftMs / 1_000) * 1_000)
  return (
    <section className={classes.notice} aria-label={t('session.endingTitle')}>
      <StateIcon tone="warning" size={22} />
      <div className={classes.body}>
        <div role="alert">
          <Text fw={600}>{t('session.endingTitle')}</Text>
          <Text fz="sm">{t(notice.isFinal ? 'session.endingAbsolute' : 'session.endingText')}</Text>
        </div>
        <Group justify="space-between" gap="xs" mt={8}>
          <Text fz="sm" fw={600} role="timer" className={classes.left}>
            {t('session.left', { left })}
          </Text>
          {notice.isFinal ? (
            <Button size="compact-sm" variant="default" onClick={() => setClosed(session.expiresAt)}>
              {t('session.close')}
            </Button>
          ) : (
            <Button size="compact-sm" onClick={onStay}>
              {t('session.stay')}
            </Button>
          )}
        </Group>
      </div>
    </section>
  )
}
