import { Button } from '@mantine/core'
import { IconPlus, IconReportAnalytics } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count, RelativeTime } from '#renderer/ui/format/values.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import type { Scrape } from '#shared/features/monitoring/values.ts'
import { useScrapeMutations } from './mutations.ts'
import { scrapesQuery } from './queries.ts'
import { RemoveSource } from './remove-source.tsx'
import { ScrapeFormView } from './scrape-form.tsx'
import { SourcePages } from './source-pages.tsx'
import { SourceState } from './source-state.tsx'

const route = getRouteApi('/monitoring/sources/scrapes')

function useScrapeColumns(): readonly TableColumn<Scrape>[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return [
    {
      id: 'name',
      header: t('sources.column.name'),
      minWidth: 180,
      fixed: true,
      cell: ({ name }) => <span title={name}>{name}</span>,
      text: ({ name }) => name,
    },
    {
      id: 'state',
      header: t('sources.column.state'),
      width: 112,
      cell: ({ state }) => <SourceState state={state} />,
      text: ({ state }) => t(`sources.state.${state}`),
    },
    {
      id: 'url',
      header: t('scrapes.url'),
      minWidth: 220,
      cell: ({ url }) => <span title={url}>{url}</span>,
      text: ({ url }) => url,
    },
    {
      id: 'message',
      header: t('sources.column.message'),
      minWidth: 140,
      cell: ({ lastMessage }) => <span title={lastMessage}>{lastMessage}</span>,
      text: ({ lastMessage }) => lastMessage,
    },
    {
      id: 'samples',
      header: t('scrapes.samples'),
      width: 104,
      align: 'end',
      cell: ({ samples }) => <Count value={samples} />,
      text: ({ samples }) => String(samples),
    },
    {
      id: 'interval',
      header: t('sources.interval'),
      width: 96,
      align: 'end',
      cell: ({ intervalSeconds }) => format.duration(intervalSeconds * 1000),
      text: ({ intervalSeconds }) => String(intervalSeconds),
    },
    {
      id: 'last',
      header: t('sources.column.last'),
      width: 104,
      cell: ({ lastRunAt }) => (lastRunAt === null ? null : <RelativeTime at={lastRunAt} />),
      text: ({ lastRunAt }) => (lastRunAt === null ? '' : format.instant(lastRunAt)),
    },
  ]
}

/** Other programs' figures that are read from here. */
export function ScrapesScreen() {
  const { t } = useTranslation('monitoring')
  const { edit } = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMay('monitoring.manage')
  const { remove } = useScrapeMutations()
  const query = useQuery(scrapesQuery())
  const open = (id: string | undefined) => void navigate({ search: { edit: id } })
  const close = () => open(undefined)
  const chosen = query.data?.items.find((scrape) => scrape.id === edit)
  const add = mayManage ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
      {t('scrapes.new')}
    </Button>
  ) : null
  return (
    <SourcePages here="scrapes" actions={add}>
      <DataTable
        label={t('sources.pages.scrapes')}
        storageKey="monitoring-scrapes"
        columns={useScrapeColumns()}
        source={wholeSource({ ...query, data: query.data?.items }, () => void query.refetch())}
        rowId={(scrape) => scrape.id}
        rowName={(scrape) => scrape.name}
        openId={edit}
        {...(mayManage ? { onOpen: (scrape: Scrape) => open(scrape.id) } : {})}
        empty={
          <EmptyState
            icon={<IconReportAnalytics size={40} stroke={1.4} />}
            title={t('scrapes.empty')}
            text={t('scrapes.emptyText')}
            action={add}
          />
        }
      />
      <DetailDrawer
        opened={mayManage && (edit === 'new' || chosen !== undefined)}
        onClose={close}
        title={chosen?.name ?? t('scrapes.new')}
        badge={chosen === undefined ? undefined : <SourceState state={chosen.state} />}
        actions={
          chosen === undefined ? undefined : (
            <RemoveSource
              id={chosen.id}
              name={chosen.name}
              lost={t('scrapes.removeLost', { name: chosen.name })}
              remove={remove}
              onGone={close}
            />
          )
        }
      >
        <ScrapeFormView key={edit} scrape={chosen} onClose={close} />
      </DetailDrawer>
    </SourcePages>
  )
}
