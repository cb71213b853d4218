import { Button } from '@mantine/core'
import { IconHeartbeat, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import type { Heartbeat } from '#shared/features/monitoring/values.ts'
import { useHeartbeatColumns } from './heartbeat-columns.tsx'
import { HeartbeatForm } from './heartbeat-form.tsx'
import { MadeToken } from './made-token.tsx'
import { useHeartbeatMutations } from './mutations.ts'
import { heartbeatsQuery } from './queries.ts'
import { RemoveSource } from './remove-source.tsx'
import { SourcePages } from './source-pages.tsx'
import { SourceState } from './source-state.tsx'

const route = getRouteApi('/monitoring/sources/heartbeats')

function RenewToken({
  heartbeat,
  onMade,
}: {
  readonly heartbeat: Heartbeat
  readonly onMade: (token: string) => void
}) {
  const { t } = useTranslation('monitoring')
  const { renewToken } = useHeartbeatMutations()
  const [asking, setAsking] = useState(false)
  const { id, name } = heartbeat
  const close = () => {
    renewToken.reset()
    setAsking(false)
  }
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {t('heartbeats.renew')}
      </Button>
      <ConfirmDanger
        opened={asking}
        title={t('heartbeats.renewTitle', { name })}
        lost={[t('heartbeats.renewLost')]}
        kept={[t('heartbeats.renewKept')]}
        action={t('heartbeats.renew')}
        pending={renewToken.isPending}
        error={renewToken.error}
        onConfirm={() =>
          renewToken.mutate(
            { id },
            {
              onSuccess: ({ token }) => {
                close()
                onMade(token)
              },
            },
          )
        }
        onClose={close}
      />
    </>
  )
}

/** Jobs elsewhere that report in here; when one stops, somebody is told. */
export function HeartbeatsScreen() {
  const { t } = useTranslation('monitoring')
  const { edit } = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMay('monitoring.manage')
  const { remove } = useHeartbeatMutations()
  const query = useQuery(heartbeatsQuery())
  const [token, setToken] = useState<string>()
  const open = (id: string | undefined) => {
    setToken(undefined)
    void navigate({ search: { edit: id } })
  }
  const close = () => open(undefined)
  const chosen = query.data?.items.find((heartbeat) => heartbeat.id === edit)
  const add = mayManage ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
      {t('heartbeats.new')}
    </Button>
  ) : null
  return (
    <SourcePages here="heartbeats" actions={add}>
      <DataTable
        label={t('sources.pages.heartbeats')}
        storageKey="monitoring-heartbeats"
        columns={useHeartbeatColumns()}
        source={wholeSource({ ...query, data: query.data?.items }, () => void query.refetch())}
        rowId={(heartbeat) => heartbeat.id}
        rowName={(heartbeat) => heartbeat.name}
        openId={edit}
        {...(mayManage ? { onOpen: (heartbeat: Heartbeat) => open(heartbeat.id) } : {})}
        empty={
          <EmptyState
            icon={<IconHeartbeat size={40} stroke={1.4} />}
            title={t('heartbeats.empty')}
            text={t('heartbeats.emptyText')}
            action={add}
          />
        }
      />
      <DetailDrawer
        opened={mayManage && (edit === 'new' || chosen !== undefined)}
        onClose={close}
        title={chosen?.name ?? t('heartbeats.new')}
        badge={chosen === undefined ? undefined : <SourceState state={chosen.state} />}
        actions={
          chosen === undefined || token !== undefined ? undefined : (
            <>
              <RenewToken heartbeat={chosen} onMade={setToken} />
              <RemoveSource
                id={chosen.id}
                name={chosen.name}
                lost={t('heartbeats.removeLost', { name: chosen.name })}
                remove={remove}
                onGone={close}
              />
            </>
          )
        }
      >
        {token === undefined ? (
          <HeartbeatForm key={edit} heartbeat={chosen} onMade={setToken} onClose={close} />
        ) : (
          <MadeToken token={token} onDone={close} />
        )}
      </DetailDrawer>
    </SourcePages>
  )
}
