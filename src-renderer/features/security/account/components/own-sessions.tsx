import { Button, Group, Stack, Text } from '@mantine/core'
import { IconDeviceDesktop, IconTerminal2, IconWorld } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '#renderer/api/client.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { SessionEntry } from '#shared/features/security/values.ts'
import { deviceOf } from '../device.ts'
import { useEndOwnSessions } from '../mutations.ts'
import classes from './own-sessions.module.css'

function useDeviceName(): (entry: SessionEntry) => string {
  const { t } = useTranslation('security')
  return ({ transport, userAgent }) => {
    if (transport === 'window') return t('ownSessions.desktop')
    const device = deviceOf(userAgent)
    return device === null ? t('ownSessions.program') : t('ownSessions.on', device)
  }
}

function Entry(props: { readonly entry: SessionEntry; readonly pending: boolean; readonly onEnd: () => void }) {
  const { t } = useTranslation('security')
  const { entry } = props
  const device = useDeviceName()(entry)
  const Icon =
    entry.transport === 'window' ? IconDeviceDesktop : deviceOf(entry.userAgent) === null ? IconTerminal2 : IconWorld
  return (
    <li className={classes.entry}>
      <Icon size={22} stroke={1.6} aria-hidden className={classes.icon} />
      <div className={classes.what}>
        <Group gap="xs">
          <Text fw={600} title={entry.userAgent}>
            {device}
          </Text>
          {entry.current ? <StateBadge tone="good">{t('ownSessions.current')}</StateBadge> : null}
        </Group>
        <Text fz="sm" c="dimmed" component="div">
          {t('ownSessions.from', { address: entry.remoteAddress })} · {t(`ownSessions.method.${entry.method}`)}
        </Text>
        <Text fz="sm" c="dimmed" component="div">
          {t('ownSessions.active')} <RelativeTime at={entry.activeAt} /> · {t('ownSessions.started')}{' '}
          <RelativeTime at={entry.startedAt} />
        </Text>
      </div>
      {entry.current ? null : (
        <Button
          size="compact-sm"
          variant="default"
          disabled={props.pending}
          aria-label={t('ownSessions.endOf', { device })}
          onClick={props.onEnd}
        >
          {t('ownSessions.end')}
        </Button>
      )}
    </li>
  )
}

/** Where one is signed in; ends one session or all others. */
export function OwnSessions() {
  const { t } = useTranslation('security')
  const query = useQuery(queries.security.session.listOwn.queryOptions())
  const end = useEndOwnSessions()
  const report = useFailureNotice()
  const items = query.data?.items ?? []
  const others = items.filter((entry) => !entry.current)
  const endThem = (ids?: string[]) =>
    end.mutate(ids === undefined ? {} : { ids }, {
      onSuccess: ({ endedSessions }) =>
        showNotice({ tone: 'good', title: t('ownSessions.ended', { count: endedSessions }) }),
      onError: report,
    })
  return (
    <Section
      title={t('ownSessions.title')}
      description={t('ownSessions.text')}
      actions={
        others.length === 0 ? undefined : (
          <Button flex="none" size="compact-sm" variant="default" loading={end.isPending} onClick={() => endThem()}>
            {t('ownSessions.endOthers')}
          </Button>
        )
      }
    >
      {query.error === null ? null : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <LoadingCards heights={[64, 64]} /> : null}
      <Stack gap={4}>
        <ul className={classes.list}>
          {items.map((entry) => (
            <Entry key={entry.id} entry={entry} pending={end.isPending} onEnd={() => endThem([entry.id])} />
          ))}
        </ul>
        {query.data !== undefined && others.length === 0 ? (
          <Text fz="sm" c="dimmed">
            {t('ownSessions.onlyThis')}
          </Text>
        ) : null}
      </Stack>
    </Section>
  )
}
