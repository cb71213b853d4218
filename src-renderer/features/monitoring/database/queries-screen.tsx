import { Button, Switch, Text } from '@mantine/core'
import { IconDatabaseSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { SearchField } from '#renderer/ui/form/search-field.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import { DatabasePages } from './database-pages.tsx'
import { useDatabaseMutations } from './mutations.ts'
import { type QueryListFilter, queryShapesQuery, querySorts } from './queries.ts'
import { useQueryColumns } from './query-columns.tsx'
import { QueryDetail } from './query-detail.tsx'

const route = getRouteApi('/monitoring/database/queries')

function useQueryFilter() {
  const { sort = 'total', slow = false, q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const filter: QueryListFilter = { sort, onlySlow: slow, search: q }
  const change = (to: { sort?: QueryListFilter['sort']; slow?: boolean | undefined; q?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...to }), replace: true })
  return { filter, change }
}

/** Counting begins at zero again. */
function ResetButton() {
  const { t } = useTranslation('monitoring')
  const { reset } = useDatabaseMutations()
  const notify = useFailureNotice()
  const begin = () =>
    reset.mutate(undefined, {
      onSuccess: () => showNotice({ tone: 'good', title: t('database.resetDone') }),
      onError: notify,
    })
  return (
    <Button variant="default" loading={reset.isPending} onClick={begin}>
      {t('database.reset')}
    </Button>
  )
}

function Nothing({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  const { t } = useTranslation('monitoring')
  return (
    <EmptyState
      icon={<IconDatabaseSearch size={40} stroke={1.4} />}
      title={t(isFiltered ? 'database.nothing' : 'database.empty')}
      text={t(isFiltered ? 'database.nothingText' : 'database.emptyText')}
      action={
        isFiltered ? (
          <Button variant="default" onClick={onClear}>
            {t('database.clear')}
          </Button>
        ) : null
      }
    />
  )
}

/** What the database is asked, by shape, and what it costs. */
export function DatabaseQueriesScreen() {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const mayManage = useMay('database.manage')
  const { open } = route.useSearch()
  const navigate = route.useNavigate()
  const { filter, change } = useQueryFilter()
  const query = useQuery(queryShapesQuery(filter))
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, open: id }) })
  const chosen = query.data?.items.find(({ id }) => id === open)
  return (
    <DatabasePages here="queries" fill actions={mayManage ? <ResetButton /> : undefined}>
      <DataTable
        label={t('database.pages.queries')}
        storageKey="database-queries"
        columns={useQueryColumns()}
        source={wholeSource({ ...query, data: query.data?.items }, () => void query.refetch())}
        rowId={({ id }) => id}
        rowName={({ sql }) => sql.slice(0, 80)}
        sort={{ columnId: filter.sort, direction: 'descending' }}
        onSort={({ columnId }) => change({ sort: querySorts.find((known) => known === columnId) ?? 'total' })}
        openId={open}
        onOpen={({ id }) => show(id)}
        filters={
          <>
            <SearchField label={t('database.search')} value={filter.search} onChange={(text) => change({ q: text })} />
            <Switch
              size="xs"
              label={t('database.onlySlow')}
              checked={filter.onlySlow}
              onChange={({ currentTarget }) => change({ slow: currentTarget.checked || undefined })}
            />
            {query.data === undefined ? null : (
              <Text fz="xs" c="dimmed">
                {t('database.since', { at: format.minute(query.data.since) })}
              </Text>
            )}
          </>
        }
        empty={
          <Nothing
            isFiltered={filter.onlySlow || filter.search !== ''}
            onClear={() => change({ slow: undefined, q: undefined })}
          />
        }
      />
      <DetailDrawer opened={chosen !== undefined} onClose={() => show(undefined)} title={t('database.statement')}>
        {chosen === undefined ? null : <QueryDetail key={chosen.id} shape={chosen} />}
      </DetailDrawer>
    </DatabasePages>
  )
}
