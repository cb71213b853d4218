import { Button } from '@mantine/core'
import { IconPlus, IconRadar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import type { Check } from '#shared/features/monitoring/values.ts'
import { useCheckColumns } from './check-columns.tsx'
import { CheckFormView } from './check-form.tsx'
import { useCheckMutations } from './mutations.ts'
import { checksQuery } from './queries.ts'
import { RemoveSource } from './remove-source.tsx'
import { SourcePages } from './source-pages.tsx'
import { SourceState } from './source-state.tsx'

const route = getRouteApi('/monitoring/sources')

/** What is asked from here, and whether it answers. */
export function ChecksScreen() {
  const { t } = useTranslation('monitoring')
  const { edit } = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMay('monitoring.manage')
  const { remove } = useCheckMutations()
  const query = useQuery(checksQuery())
  const open = (id: string | undefined) => void navigate({ search: { edit: id } })
  const close = () => open(undefined)
  const chosen = query.data?.items.find((check) => check.id === edit)
  const add = mayManage ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
      {t('checks.new')}
    </Button>
  ) : null
  return (
    <SourcePages here="checks" actions={add}>
      <DataTable
        label={t('sources.pages.checks')}
        storageKey="monitoring-checks"
        columns={useCheckColumns()}
        source={wholeSource({ ...query, data: query.data?.items }, () => void query.refetch())}
        rowId={(check) => check.id}
        rowName={(check) => check.name}
        openId={edit}
        {...(mayManage ? { onOpen: (check: Check) => open(check.id) } : {})}
        empty={
          <EmptyState
            icon={<IconRadar size={40} stroke={1.4} />}
            title={t('checks.empty')}
            text={t('checks.emptyText')}
            action={add}
          />
        }
      />
      <DetailDrawer
        opened={mayManage && (edit === 'new' || chosen !== undefined)}
        onClose={close}
        title={chosen?.name ?? t('checks.new')}
        badge={chosen === undefined ? undefined : <SourceState state={chosen.state} />}
        actions={
          chosen === undefined ? undefined : (
            <RemoveSource
              id={chosen.id}
              name={chosen.name}
              lost={t('checks.removeLost', { name: chosen.name })}
              remove={remove}
              onGone={close}
            />
          )
        }
      >
        <CheckFormView key={edit} check={chosen} onClose={close} />
      </DetailDrawer>
    </SourcePages>
  )
}
