import { Select } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count, RelativeTime } from '#renderer/ui/format/values.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { deliverySchema } from '#shared/features/monitoring/contract/notifications.ts'
import { channelsQuery, deliveriesQuery } from './queries.ts'
import { TellingPages } from './telling-pages.tsx'

type Delivery = z.infer<typeof deliverySchema>

const route = getRouteApi('/monitoring/notifications/deliveries')
const tones: Readonly<Record<Delivery['state'], StateTone>> = { waiting: 'running', sent: 'good', failed: 'failed' }

function useDeliveryColumns(): readonly TableColumn<Delivery>[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return [
    {
      id: 'title',
      header: t('deliveries.title'),
      minWidth: 220,
      fixed: true,
      cell: ({ title }) => <span title={title}>{title}</span>,
      text: ({ title }) => title,
    },
    {
      id: 'state',
      header: t('deliveries.state'),
      width: 112,
      cell: ({ state }) => <StateBadge tone={tones[state]}>{t(`deliveries.states.${state}`)}</StateBadge>,
      text: ({ state }) => t(`deliveries.states.${state}`),
    },
    {
      id: 'channel',
      header: t('deliveries.channel'),
      minWidth: 150,
      cell: ({ channelName }) => <span title={channelName}>{channelName}</span>,
      text: ({ channelName }) => channelName,
    },
    {
      id: 'failure',
      header: t('deliveries.failure'),
      minWidth: 140,
      cell: ({ failure }) => <span title={failure ?? undefined}>{failure}</span>,
      text: ({ failure }) => failure ?? '',
    },
    {
      id: 'alerts',
      header: t('deliveries.alerts'),
      width: 96,
      align: 'end',
      cell: ({ alerts }) => <Count value={alerts} />,
      text: ({ alerts }) => String(alerts),
    },
    {
      id: 'attempts',
      header: t('deliveries.attempts'),
      width: 80,
      align: 'end',
      cell: ({ attempts }) => <Count value={attempts} />,
      text: ({ attempts }) => String(attempts),
    },
    {
      id: 'at',
      header: t('deliveries.at'),
      width: 104,
      cell: ({ at }) => <RelativeTime at={at} />,
      text: ({ at }) => format.instant(at),
    },
  ]
}

/** What was sent to whom, and what did not arrive. */
export function DeliveriesScreen() {
  const { t } = useTranslation('monitoring')
  const { channelId } = route.useSearch()
  const navigate = route.useNavigate()
  const channels = useQuery(channelsQuery()).data?.items ?? []
  const source = useTableSource(useInfiniteQuery(deliveriesQuery(channelId)))
  return (
    <TellingPages here="deliveries">
      <DataTable
        label={t('telling.pages.deliveries')}
        storageKey="monitoring-deliveries"
        columns={useDeliveryColumns()}
        source={source}
        rowId={(delivery) => delivery.id}
        rowName={(delivery) => delivery.title}
        filters={
          <Select
            size="xs"
            w={240}
            clearable
            aria-label={t('deliveries.filter')}
            placeholder={t('deliveries.anyChannel')}
            value={channelId ?? null}
            data={channels.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(value) => void navigate({ search: { channelId: value ?? undefined }, replace: true })}
          />
        }
        empty={
          <EmptyState
            icon={<IconSend size={40} stroke={1.4} />}
            title={t('deliveries.empty')}
            text={t('deliveries.emptyText')}
          />
        }
      />
    </TellingPages>
  )
}
