import { Button } from '@mantine/core'
import { IconPlus, IconSend, IconSpeakerphone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import type { Channel } from '#shared/features/monitoring/contract/notifications.ts'
import { RemoveSource } from '../sources/remove-source.tsx'
import { useChannelColumns } from './channel-columns.tsx'
import { ChannelFormView } from './channel-form.tsx'
import { useTellingMutations } from './mutations.ts'
import { channelsQuery } from './queries.ts'
import { TellingPages } from './telling-pages.tsx'

const route = getRouteApi('/monitoring/notifications')

function TestButton({ channel, size }: { readonly channel: Channel; readonly size: 'compact-xs' | 'compact-sm' }) {
  const { t } = useTranslation('monitoring')
  const { test } = useTellingMutations()
  const report = useFailureNotice()
  const send = () =>
    test.mutate(
      { id: channel.id },
      {
        onSuccess: ({ answer }) =>
          showNotice({ tone: 'good', title: t('telling.tested', { name: channel.name }), text: answer }),
        onError: report,
      },
    )
  return (
    <Button
      size={size}
      variant="default"
      leftSection={<IconSend size={14} aria-hidden />}
      aria-label={`${t('telling.test')}: ${channel.name}`}
      loading={test.isPending}
      onClick={send}
    >
      {t('telling.test')}
    </Button>
  )
}

/** The ways of telling people, and whether they work. */
export function ChannelsScreen() {
  const { t } = useTranslation('monitoring')
  const { edit } = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMay('monitoring.manage')
  const { remove } = useTellingMutations()
  const query = useQuery(channelsQuery())
  const open = (id: string | undefined) => void navigate({ search: { edit: id } })
  const close = () => open(undefined)
  const chosen = query.data?.items.find((channel) => channel.id === edit)
  const add = mayManage ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
      {t('telling.new')}
    </Button>
  ) : null
  return (
    <TellingPages here="channels" actions={add}>
      <DataTable
        label={t('telling.pages.channels')}
        storageKey="monitoring-channels"
        columns={useChannelColumns((channel) =>
          mayManage ? <TestButton channel={channel} size="compact-xs" /> : null,
        )}
        source={wholeSource({ ...query, data: query.data?.items }, () => void query.refetch())}
        rowId={(channel) => channel.id}
        rowName={(channel) => channel.name}
        openId={edit}
        {...(mayManage ? { onOpen: (channel: Channel) => open(channel.id) } : {})}
        empty={
          <EmptyState
            icon={<IconSpeakerphone size={40} stroke={1.4} />}
            title={t('telling.empty')}
            text={t('telling.emptyText')}
            action={add}
          />
        }
      />
      <DetailDrawer
        opened={mayManage && (edit === 'new' || chosen !== undefined)}
        onClose={close}
        title={chosen?.name ?? t('telling.new')}
        actions={
          chosen === undefined ? undefined : (
            <>
              <TestButton channel={chosen} size="compact-sm" />
              <RemoveSource
                id={chosen.id}
                name={chosen.name}
                lost={t('telling.removeLost', { name: chosen.name })}
                remove={remove}
                onGone={close}
              />
            </>
          )
        }
      >
        <ChannelFormView key={edit} channel={chosen} onClose={close} />
      </DetailDrawer>
    </TellingPages>
  )
}
