import { Button, SegmentedControl } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBellOff, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { Silence } from '#shared/features/monitoring/contract/alerts.ts'
import { AlertPages } from '../alert-pages.tsx'
import { useSilenceMutations } from '../mutations.ts'
import { silencesQuery } from '../queries.ts'
import { useSilenceColumns } from './silence-columns.tsx'
import { SilenceDialog } from './silence-form.tsx'

const route = getRouteApi('/monitoring/alerts/silences')
const states = ['current', 'expired', 'all'] as const

function EndButton({ silence }: { readonly silence: Silence }) {
  const { t } = useTranslation('monitoring')
  const { expire } = useSilenceMutations()
  const report = useFailureNotice()
  const end = () =>
    expire.mutate(
      { id: silence.id },
      { onSuccess: () => showNotice({ tone: 'good', title: t('silences.ended') }), onError: report },
    )
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={expire.isPending}
      aria-label={`${t('silences.end')}: ${silence.comment}`}
      onClick={end}
    >
      {t('silences.end')}
    </Button>
  )
}

/** What is kept quiet now, was, and will be. */
export function SilencesScreen() {
  const { t } = useTranslation('monitoring')
  const { state = 'current' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayHandle = useMay('alerts.handle')
  const [making, dialog] = useDisclosure(false)
  const source = useTableSource(useInfiniteQuery(silencesQuery(state)))
  const columns = useSilenceColumns((silence) =>
    mayHandle && silence.state !== 'expired' ? <EndButton silence={silence} /> : null,
  )
  const add = mayHandle ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
      {t('silences.new')}
    </Button>
  ) : null
  return (
    <AlertPages here="silences" actions={add}>
      <DataTable
        label={t('alerts.pages.silences')}
        storageKey="monitoring-silences"
        columns={columns}
        source={source}
        rowId={(silence) => silence.id}
        rowName={(silence) => silence.comment}
        filters={
          <SegmentedControl
            size="xs"
            aria-label={t('silences.show.label')}
            value={state}
            data={states.map((value) => ({ value, label: t(`silences.show.${value}`) }))}
            onChange={(value) => {
              const chosen = states.find((one) => one === value)
              void navigate({ search: { state: chosen === 'current' ? undefined : chosen }, replace: true })
            }}
          />
        }
        empty={
          <EmptyState
            icon={<IconBellOff size={40} stroke={1.4} />}
            title={t('silences.empty')}
            text={t('silences.emptyText')}
          />
        }
      />
      <SilenceDialog
        opened={making}
        onClose={dialog.close}
        matchers={[{ name: 'alertname', operator: '=', value: '' }]}
      />
    </AlertPages>
  )
}
