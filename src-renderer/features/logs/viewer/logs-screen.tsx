import { ActionIcon, Group, Loader, Skeleton, Text, Tooltip } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useShortcuts } from '#renderer/ui/keyboard/shortcuts.ts'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import { wantedWords } from '../lines/found-words.ts'
import { LogRows } from '../lines/log-rows.tsx'
import { TimeStyleSwitch, useTimeStyle } from '../lines/time-style.tsx'
import { LogPages } from '../log-pages.tsx'
import { filterOf, type LogSearch } from '../log-search.ts'
import { histogramQuery, linesQuery, logSourcesQuery } from '../queries.ts'
import { ExportLines } from './export-lines.tsx'
import { KeptFilters } from './kept-filters.tsx'
import { LogFilters } from './log-filters.tsx'
import { LogHistogram } from './log-histogram.tsx'
import { NoLines } from './no-lines.tsx'

const route = getRouteApi('/logs')

/** What is searched now. A stretch that ends now is asked for anew by the button, so that no row moves under the eye. */
function useLogSearch() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/logs' })
  const [nowMs, setNowMs] = useState(Date.now)
  const filter = useMemo(() => filterOf(search, nowMs), [search, nowMs])
  const query = useInfiniteQuery(linesQuery(filter))
  const source = useTableSource(query)
  const toMs = filter.toMs ?? (search.span === 'all' ? undefined : nowMs)
  const histogram = useQuery(histogramQuery(toMs === undefined ? filter : { ...filter, toMs }))
  const change = (next: LogSearch) => {
    setNowMs(Date.now())
    void navigate({ to: '/logs', search: { ...search, ...next }, replace: true, resetScroll: false })
  }
  const reload = () => {
    setNowMs(Date.now())
    source.reload()
    void histogram.refetch()
  }
  return { search, nowMs, filter, source, tookMs: query.data?.pages[0]?.tookMs, histogram, change, reload, navigate }
}

type Searching = ReturnType<typeof useLogSearch>

function Indexing({ sourceId }: { readonly sourceId: string }) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const found = useQuery(logSourcesQuery()).data?.items.find(({ id }) => id === sourceId)
  if (found === undefined || found.indexed >= 1) return null
  return (
    <Text fz="sm" c="dimmed" role="status">
      {t('indexing', { share: format.share(found.indexed) })}
    </Text>
  )
}

function Status({ searching }: { readonly searching: Searching }) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const [timeStyle, setTimeStyle] = useTimeStyle()
  const { source, search, filter, tookMs } = searching
  const shown = `${format.count(source.rows.length)}${source.hasMore ? '+' : ''}`
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs">
        <Text fz="sm" c="dimmed">
          {source.isLoading || tookMs === undefined
            ? null
            : t('shown', { count: source.rows.length, shown, ms: format.count(Math.round(tookMs)) })}
        </Text>
        <Indexing sourceId={filter.source} />
        {source.isRefreshing ? <Loader size={14} role="img" aria-label={t('refreshing')} /> : null}
      </Group>
      <Group gap="xs">
        <TimeStyleSwitch value={timeStyle} onChange={setTimeStyle} />
        <KeptFilters search={search} onApply={searching.change} />
        <ExportLines filter={filter} />
        <Tooltip label={t('reload')}>
          <ActionIcon variant="default" size={30} aria-label={t('reload')} onClick={searching.reload}>
            <IconRefresh size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  )
}

function Lines({ searching }: { readonly searching: Searching }) {
  const { t } = useTranslation('logs')
  const [timeStyle] = useTimeStyle()
  const { lineId } = useParams({ strict: false })
  const { source, search, navigate } = searching
  const words = useMemo(() => wantedWords(search.text ?? ''), [search.text])
  if (source.isLoading) return <Skeleton flex={1} radius={8} aria-hidden />
  if (source.rows.length === 0 && source.error === null) return <NoLines search={search} onChange={searching.change} />
  return (
    <LogRows
      // Another search is read from its top.
      key={JSON.stringify(searching.filter)}
      label={t('lines')}
      lines={source.rows}
      keyOf={({ id }) => id}
      words={words}
      timeStyle={timeStyle}
      openKey={lineId}
      onNearEnd={() => {
        if (source.hasMore) source.loadMore()
      }}
      onOpen={({ id }) => void navigate({ to: '/logs/line/$lineId', params: { lineId: id }, search })}
    />
  )
}

/** What the log says: narrowed by time, level, module, request, person and words; the newest lines first. */
export function LogsScreen() {
  const { t } = useTranslation('logs')
  const searching = useLogSearch()
  const searchRef = useRef<HTMLInputElement>(null)
  const { histogram, source } = searching
  useShortcuts([
    { keys: '/', description: t('keys.search'), group: t('keys.group'), run: () => searchRef.current?.focus() },
    { keys: 'r', description: t('reload'), group: t('keys.group'), run: searching.reload },
  ])
  return (
    <LogPages here="search" fill>
      <LogFilters search={searching.search} nowMs={searching.nowMs} onChange={searching.change} searchRef={searchRef} />
      {histogram.data === undefined ? (
        histogram.error === null ? (
          <Skeleton h={134} radius={8} aria-hidden />
        ) : null
      ) : (
        <LogHistogram
          answer={histogram.data}
          onNarrow={(from, to) => searching.change({ from, to, last: undefined, span: undefined })}
        />
      )}
      <Status searching={searching} />
      {source.error === null || source.error === undefined ? null : (
        <ErrorPanel
          error={source.error}
          level={source.rows.length === 0 ? 'failed' : 'warning'}
          onRetry={searching.reload}
        />
      )}
      {source.error !== null && source.rows.length === 0 ? null : <Lines searching={searching} />}
      <Outlet />
    </LogPages>
  )
}
