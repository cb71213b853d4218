import { Button } from '@mantine/core'
import { IconMailPlus, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { AreaPage } from '../layout/area-page.tsx'
import { directoryQuery, type PeopleFilter } from '../queries.ts'
import { usePersonColumns } from './person-columns.tsx'
import { isNarrowed, PersonFilters } from './person-filters.tsx'

const route = getRouteApi('/security/people')

function NoPeople({ filter, onClear }: { readonly filter: PeopleFilter; readonly onClear: () => void }) {
  const { t } = useTranslation('security')
  const narrowed = isNarrowed(filter)
  return (
    <EmptyState
      icon={<IconUsers size={40} stroke={1.4} />}
      title={t(narrowed ? 'person.nothing' : 'person.empty')}
      text={t(narrowed ? 'person.nothingText' : 'person.emptyText')}
      action={
        narrowed ? (
          <Button variant="default" onClick={onClear}>
            {t('person.filter.clear')}
          </Button>
        ) : null
      }
    />
  )
}

function Actions() {
  const { t } = useTranslation('security')
  const navigate = useNavigate()
  return (
    <>
      <GuardedButton
        permission="users.manage"
        variant="default"
        leftSection={<IconUserPlus size={16} aria-hidden />}
        onClick={() => void navigate({ to: '/security/people/new' })}
      >
        {t('person.add')}
      </GuardedButton>
      <GuardedButton
        permission="users.manage"
        leftSection={<IconMailPlus size={16} aria-hidden />}
        onClick={() => void navigate({ to: '/security/invitations/new' })}
      >
        {t('person.invite')}
      </GuardedButton>
    </>
  )
}

/** Everybody who may use the site, and beside them the one who is looked at. */
export function DirectoryScreen() {
  const { t } = useTranslation('security')
  const filter = route.useSearch()
  const navigate = useNavigate({ from: '/security/people' })
  const { userId } = useParams({ strict: false })
  const source = useTableSource(useInfiniteQuery(directoryQuery(filter)))
  const change = (next: PeopleFilter) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })
  const clear = () => void navigate({ to: '.', search: {}, replace: true })
  return (
    <AreaPage title={t('area.people')} description={t('person.text')} actions={<Actions />} fill>
      <DataTable
        label={t('area.people')}
        storageKey="security-people"
        columns={usePersonColumns()}
        source={source}
        rowId={(user) => user.id}
        rowName={(user) => user.name}
        openId={userId}
        onOpen={(user) =>
          void navigate({ to: '/security/people/$userId', params: { userId: user.id }, search: filter })
        }
        filters={<PersonFilters filter={filter} onChange={change} onClear={clear} />}
        empty={<NoPeople filter={filter} onClear={clear} />}
      />
      <Outlet />
    </AreaPage>
  )
}
