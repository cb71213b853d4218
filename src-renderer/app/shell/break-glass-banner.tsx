import { Button, Text } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { queries } from '#renderer/api/client.ts'
import { useMay, useSession } from '#renderer/api/session.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/format/use-now.ts'
import classes from './break-glass-banner.module.css'

const minute = 60_000

function Left({ expiresAt }: { readonly expiresAt: string }) {
  const { t } = useTranslation('app')
  const format = useFormat()
  const leftMs = Date.parse(expiresAt) - useNow()
  if (leftMs <= 0) return t('breakGlass.over')
  return t('breakGlass.left', { left: format.duration(Math.max(minute, Math.floor(leftMs / minute) * minute)) })
}

/** While an emergency account exists everybody concerned sees it on every screen: whoever uses it, and who may act. */
export function BreakGlassBanner() {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const { user } = useSession()
  const mayLook = useMay('security.read')
  const incident = useQuery({ ...queries.security.incident.status.queryOptions(), enabled: mayLook }).data
  const others = (incident?.breakGlassUsers ?? []).filter(({ name }) => name !== user.name)
  const [soonest] = others.map(({ expiresAt }) => expiresAt).toSorted()
  if (!user.breakGlass && soonest === undefined) return null
  const expiresAt = user.breakGlass ? user.expiresAt : (soonest ?? null)
  return (
    <section aria-label={t('breakGlass.label')} className={classes.banner}>
      <IconAlertOctagon size={18} aria-hidden />
      <Text fz="sm" fw={600} span>
        {user.breakGlass
          ? t('breakGlass.mine')
          : t('breakGlass.others', { names: others.map(({ name }) => name).join(', ') })}
      </Text>
      {expiresAt === null ? null : (
        <Text fz="sm" span>
          <Left expiresAt={expiresAt} />
        </Text>
      )}
      {user.breakGlass || !mayLook ? null : (
        <Button
          size="compact-xs"
          variant="white"
          color="red.9"
          ml="auto"
          onClick={() => void navigate({ to: '/security/incident' })}
        >
          {t('breakGlass.open')}
        </Button>
      )}
    </section>
  )
}
