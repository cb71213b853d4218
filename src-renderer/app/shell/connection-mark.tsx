import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnectionState } from '#renderer/api/connection.ts'
import { announce } from '#renderer/ui/announce/live-region.tsx'
import classes from './top-bar.module.css'

const patienceMs = 1_500

/** Says quietly that the connection is lost, once it has been for a moment, and that it is back. */
export function ConnectionMark() {
  const { t } = useTranslation('app')
  const state = useConnectionState()
  const [shown, setShown] = useState(false)
  const wasShown = useRef(false)
  useEffect(() => {
    if (state !== 'lost') {
      setShown(false)
      if (wasShown.current) announce(t('connection.back'))
      wasShown.current = false
      return
    }
    const timer = setTimeout(() => {
      setShown(true)
      wasShown.current = true
      announce(t('connection.lost'))
    }, patienceMs)
    return () => clearTimeout(timer)
  }, [state, t])
  if (!shown) return null
  return (
    <span className={classes.connection}>
      <IconPlugConnectedX size={16} aria-hidden />
      {t('connection.lost')}
    </span>
  )
}
