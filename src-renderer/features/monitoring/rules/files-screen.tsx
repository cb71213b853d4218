import { Button } from '@mantine/core'
import { IconFileText, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count, RelativeTime } from '#renderer/ui/format/values.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import type { RuleFile } from './queries.ts'
import { ruleFilesQuery } from './queries.ts'
import { RulePages } from './rule-pages.tsx'

function useFileColumns(): readonly TableColumn<RuleFile>[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const origin = ({ isBuiltIn }: RuleFile) => t(isBuiltIn ? 'rules.file.builtIn' : 'rules.file.own')
  const state = ({ problem }: RuleFile) =>
    problem === null ? t('rules.file.fine') : t('rules.file.wrong', { line: problem.line })
  return [
    {
      id: 'name',
      header: t('rules.file.name'),
      minWidth: 200,
      fixed: true,
      cell: ({ name }) => <code translate="no">{name}</code>,
      text: ({ name }) => name,
    },
    { id: 'origin', header: t('rules.file.origin'), width: 130, cell: origin, text: origin },
    {
      id: 'state',
      header: t('rules.file.state'),
      minWidth: 180,
      cell: (file) => (
        <span title={file.problem?.message}>
          <StateBadge tone={file.problem === null ? 'good' : 'failed'}>{state(file)}</StateBadge>
        </span>
      ),
      text: state,
    },
    {
      id: 'rules',
      header: t('rules.file.rules'),
      width: 96,
      align: 'end',
      cell: ({ rules }) => <Count value={rules} />,
      text: ({ rules }) => String(rules),
    },
    {
      id: 'loaded',
      header: t('rules.file.loaded'),
      width: 120,
      cell: ({ loadedAt }) => (loadedAt === null ? null : <RelativeTime at={loadedAt} />),
      text: ({ loadedAt }) => (loadedAt === null ? '' : format.instant(loadedAt)),
    },
  ]
}

/** The files that rules come from: those of the program, and the site's own. */
export function RuleFilesScreen() {
  const { t } = useTranslation('monitoring')
  const navigate = useNavigate()
  const mayManage = useMay('monitoring.manage')
  const query = useQuery(ruleFilesQuery())
  const add = mayManage ? (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/monitoring/rules/new-file" {...props} />}
    >
      {t('rules.file.new')}
    </Button>
  ) : null
  return (
    <RulePages here="files" actions={add}>
      <DataTable
        label={t('rules.pages.files')}
        storageKey="monitoring-rule-files"
        columns={useFileColumns()}
        source={wholeSource({ ...query, data: query.data?.items }, () => void query.refetch())}
        rowId={(file) => file.name}
        rowName={(file) => file.name}
        onOpen={(file) => void navigate({ to: '/monitoring/rules/files/$fileName', params: { fileName: file.name } })}
        empty={
          <EmptyState
            icon={<IconFileText size={40} stroke={1.4} />}
            title={t('rules.file.empty')}
            text={t('rules.file.emptyText')}
            action={add}
          />
        }
      />
    </RulePages>
  )
}
