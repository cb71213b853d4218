import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import classes from './audit.module.css'

interface Destination {
  readonly kind: 'file' | 'syslog' | 'webhook'
  readonly place: string
  readonly lastDeliveredAt: string | null
  readonly failure: string | null
}

/** Where checkpoints go, and whether the last one arrived. */
export function Destinations({ destinations }: { readonly destinations: readonly Destination[] }) {
  const { t } = useTranslation('security')
  const format = useFormat()
  if (destinations.length === 0)
    return (
      <div className={classes.destination}>
        <StateIcon tone="warning" size={16} />
        <Text fz="sm">
          {t('audit.status.noDestinations')}{' '}
          <Anchor
            fz="sm"
            renderRoot={(props) => <Link to="/settings/configuration" search={{ find: 'audit' }} {...props} />}
          >
            {t('audit.status.setUp')}
          </Anchor>
        </Text>
      </div>
    )
  return (
    <ul className={classes.destinations} aria-label={t('audit.status.destinations')}>
      {destinations.map((one) => {
        const state =
          one.failure !== null
            ? t('audit.status.failed', { reason: one.failure })
            : one.lastDeliveredAt === null
              ? t('audit.status.undelivered')
              : t('audit.status.delivered', { at: format.minute(one.lastDeliveredAt) })
        return (
          <li key={`${one.kind} ${one.place}`} className={classes.destination}>
            <StateIcon
              tone={one.failure === null ? (one.lastDeliveredAt === null ? 'off' : 'good') : 'failed'}
              size={16}
            />
            <Text fz="sm">
              {t(`audit.status.destination.${one.kind}`)} {one.place} · {state}
            </Text>
          </li>
        )
      })}
    </ul>
  )
}
