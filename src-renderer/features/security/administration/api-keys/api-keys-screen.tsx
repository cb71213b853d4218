import { Button, SegmentedControl } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { ApiKey } from '#shared/features/security/contract/credentials.ts'
import { AreaPage } from '../layout/area-page.tsx'
import { useApiKeyMutations } from '../mutations.ts'
import { apiKeysQuery } from '../queries.ts'
import { useApiKeyColumns } from './api-key-columns.tsx'

const route = getRouteApi('/security/api-keys')

function RevokeKey({ apiKey, onClose }: { readonly apiKey: ApiKey | null; readonly onClose: () => void }) {
  const { t } = useTranslation('security')
  const { revoke } = useApiKeyMutations()
  const name = apiKey?.name ?? ''
  const close = () => {
    revoke.reset()
    onClose()
  }
  const confirm = () => {
    if (apiKey === null) return
    revoke.mutate(
      { id: apiKey.id },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('apiKeys.revoked', { name }) })
          close()
        },
      },
    )
  }
  return (
    <ConfirmDanger
      opened={apiKey !== null}
      title={t('apiKeys.revokeTitle', { name })}
      lost={[t('apiKeys.revokeLost', { prefix: apiKey?.prefix ?? '' })]}
      kept={[t('apiKeys.revokeKept')]}
      action={t('apiKeys.revoke')}
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={confirm}
      onClose={close}
    />
  )
}

/** Keys with which other programs call, and when they last did. */
export function ApiKeysScreen() {
  const { t } = useTranslation('security')
  const { state = 'active' } = route.useSearch()
  const navigate = route.useNavigate()
  const source = useTableSource(useInfiniteQuery(apiKeysQuery(state)))
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const columns = useApiKeyColumns((apiKey) =>
    apiKey.state === 'active' ? (
      <Button size="compact-xs" variant="default" onClick={() => setRevoking(apiKey)}>
        {t('apiKeys.revoke')}
      </Button>
    ) : null,
  )
  const add = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/security/api-keys/new" {...props} />}
    >
      {t('apiKeys.add')}
    </Button>
  )
  return (
    <AreaPage title={t('area.apiKeys')} description={t('apiKeys.text')} actions={add} fill>
      <DataTable
        label={t('area.apiKeys')}
        storageKey="security-api-keys"
        columns={columns}
        source={source}
        rowId={(apiKey) => apiKey.id}
        rowName={(apiKey) => apiKey.name}
        filters={
          <SegmentedControl
            size="xs"
            aria-label={t('apiKeys.show.label')}
            value={state}
            onChange={(value) =>
              void navigate({ search: { state: value === 'all' ? 'all' : undefined }, replace: true })
            }
            data={[
              { value: 'active', label: t('apiKeys.show.active') },
              { value: 'all', label: t('apiKeys.show.all') },
            ]}
          />
        }
        empty={
          <EmptyState
            icon={<IconKey size={40} stroke={1.4} />}
            title={t('apiKeys.empty')}
            text={t('apiKeys.emptyText')}
          />
        }
      />
      <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />
    </AreaPage>
  )
}
