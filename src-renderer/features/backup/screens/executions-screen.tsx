import { Button, Select } from '@mantine/core'
import { IconHistory, IconX } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import { executionSchema, executionStateSchema } from '#shared/features/backup/values.ts'
import { useExecutionColumns } from '../components/execution/execution-columns.tsx'
import { BackupHome } from '../components/home/backup-home.tsx'
import { type ExecutionFilter, executionsQuery, jobQuery, repositoryQuery } from '../queries.ts'
import { useExecutionName } from '../use-execution-name.ts'

const route = getRouteApi('/backup/executions')
const states = executionStateSchema.options
const kinds = executionSchema.shape.kind.options

/** What the list is narrowed to by a link from a job or a repository, and the way out of it. */
function Narrowed({ filter, onClear }: { readonly filter: ExecutionFilter; readonly onClear: () => void }) {
  const { t } = useTranslation('backup')
  const job = useQuery({ ...jobQuery(filter.jobId ?? ''), enabled: filter.jobId !== undefined }).data
  const repository = useQuery({
    ...repositoryQuery(filter.repositoryId ?? ''),
    enabled: filter.repositoryId !== undefined,
  }).data
  if (filter.jobId === undefined && filter.repositoryId === undefined) return null
  const text =
    filter.jobId === undefined
      ? t('execution.filter.repository', { name: repository?.name ?? '…' })
      : t('execution.filter.job', { name: job?.name ?? '…' })
  return (
    <Button
      size="compact-sm"
      variant="default"
      rightSection={<IconX size={14} aria-label={t('execution.filter.clear')} />}
      onClick={onClear}
    >
      {text}
    </Button>
  )
}

function Filters({
  filter,
  onChange,
}: {
  readonly filter: ExecutionFilter
  readonly onChange: (change: ExecutionFilter) => void
}) {
  const { t } = useTranslation('backup')
  return (
    <>
      <Select
        size="xs"
        w={150}
        aria-label={t('execution.filter.state')}
        value={filter.state ?? 'any'}
        allowDeselect={false}
        data={[
          { value: 'any', label: t('execution.filter.anyState') },
          ...states.map((state) => ({ value: state, label: t(`execution.state.${state}`) })),
        ]}
        onChange={(value) => onChange({ state: states.find((state) => state === value) })}
      />
      <Select
        size="xs"
        w={150}
        aria-label={t('execution.filter.kind')}
        value={filter.kind ?? 'any'}
        allowDeselect={false}
        data={[
          { value: 'any', label: t('execution.filter.anyKind') },
          ...kinds.map((kind) => ({ value: kind, label: t(`execution.kind.${kind}`) })),
        ]}
        onChange={(value) => onChange({ kind: kinds.find((kind) => kind === value) })}
      />
      <Narrowed filter={filter} onClear={() => onChange({ jobId: undefined, repositoryId: undefined })} />
    </>
  )
}

function NoExecutions({ filter, onClear }: { readonly filter: ExecutionFilter; readonly onClear: () => void }) {
  const { t } = useTranslation('backup')
  const { sort: _sort, ...narrowing } = filter
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined)
  return (
    <EmptyState
      icon={<IconHistory size={40} stroke={1.4} />}
      title={t(isFiltered ? 'execution.nothing' : 'execution.empty')}
      text={t(isFiltered ? 'execution.nothingText' : 'execution.emptyText')}
      action={
        isFiltered ? (
          <Button variant="default" onClick={onClear}>
            {t('execution.filter.clear')}
          </Button>
        ) : null
      }
    />
  )
}

/** Every run there has been, and beside it the one that is looked at. */
export function ExecutionsScreen() {
  const { t } = useTranslation('backup')
  const filter = route.useSearch()
  const navigate = useNavigate({ from: '/backup/executions' })
  const { executionId } = useParams({ strict: false })
  const nameOf = useExecutionName()
  const source = useTableSource(useInfiniteQuery(executionsQuery(filter)))
  const change = (next: ExecutionFilter) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })
  return (
    <BackupHome page="executions">
      <DataTable
        label={t('executions')}
        storageKey="backup-executions"
        columns={useExecutionColumns()}
        source={source}
        rowId={(execution) => execution.id}
        rowName={nameOf}
        openId={executionId}
        onOpen={(execution) =>
          void navigate({
            to: '/backup/executions/$executionId',
            params: { executionId: execution.id },
            search: filter,
          })
        }
        sort={{ columnId: 'started', direction: filter.sort === 'oldest' ? 'ascending' : 'descending' }}
        onSort={(sort) => change({ sort: sort.direction === 'ascending' ? 'oldest' : undefined })}
        filters={<Filters filter={filter} onChange={change} />}
        empty={
          <NoExecutions
            filter={filter}
            onClear={() => change({ jobId: undefined, repositoryId: undefined, state: undefined, kind: undefined })}
          />
        }
      />
      <Outlet />
    </BackupHome>
  )
}
