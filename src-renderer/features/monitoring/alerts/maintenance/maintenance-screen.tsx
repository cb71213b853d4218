import { Button } from '@mantine/core'
import { IconCalendarTime, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import type { Maintenance } from '#shared/features/monitoring/contract/alerts.ts'
import { AlertPages } from '../alert-pages.tsx'
import { useMaintenanceMutations } from '../mutations.ts'
import { maintenanceQuery } from '../queries.ts'
import { useWindowColumns } from './window-columns.tsx'
import { WindowForm } from './window-form.tsx'

const route = getRouteApi('/monitoring/alerts/maintenance')

function RemoveWindow({ window, onClose }: { readonly window: Maintenance; readonly onClose: () => void }) {
  const { t } = useTranslation('monitoring')
  const { remove } = useMaintenanceMutations()
  const [asking, setAsking] = useState(false)
  const { name } = window
  const confirm = () =>
    remove.mutate(
      { id: window.id },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('maintenance.removed', { name }) })
          onClose()
        },
      },
    )
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {t('maintenance.remove')}
      </Button>
      <ConfirmDanger
        opened={asking}
        title={t('maintenance.removeTitle', { name })}
        lost={[t('maintenance.removeLost', { name })]}
        kept={[t('maintenance.removeKept')]}
        action={t('maintenance.remove')}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => {
          remove.reset()
          setAsking(false)
        }}
      />
    </>
  )
}

/** Times in which work is done and nobody is told. */
export function MaintenanceScreen() {
  const { t } = useTranslation('monitoring')
  const { edit } = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMay('monitoring.manage')
  const query = useQuery(maintenanceQuery())
  const open = (id: string | undefined) => void navigate({ search: { edit: id } })
  const chosen = query.data?.items.find((window) => window.id === edit)
  const isForm = edit === 'new' || chosen !== undefined
  const source = wholeSource({ ...query, data: query.data?.items }, () => void query.refetch())
  const add = mayManage ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
      {t('maintenance.new')}
    </Button>
  ) : null
  return (
    <AlertPages here="maintenance" actions={add}>
      <DataTable
        label={t('alerts.pages.maintenance')}
        storageKey="monitoring-maintenance"
        columns={useWindowColumns()}
        source={source}
        rowId={(window) => window.id}
        rowName={(window) => window.name}
        openId={edit}
        {...(mayManage ? { onOpen: (window: Maintenance) => open(window.id) } : {})}
        empty={
          <EmptyState
            icon={<IconCalendarTime size={40} stroke={1.4} />}
            title={t('maintenance.empty')}
            text={t('maintenance.emptyText')}
            action={add}
          />
        }
      />
      <DetailDrawer
        opened={mayManage && isForm}
        onClose={() => open(undefined)}
        title={chosen?.name ?? t('maintenance.new')}
        actions={chosen === undefined ? undefined : <RemoveWindow window={chosen} onClose={() => open(undefined)} />}
      >
        <WindowForm key={edit} window={chosen} onClose={() => open(undefined)} />
      </DetailDrawer>
    </AlertPages>
  )
}
