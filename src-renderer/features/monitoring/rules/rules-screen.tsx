import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconEyeCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchField } from '#renderer/ui/form/search-field.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import { ExportButton } from './export-button.tsx'
import { rulesQuery } from './queries.ts'
import { useRuleColumns } from './rule-columns.tsx'
import { RuleDrawer } from './rule-drawer.tsx'
import { filterRules, type RuleFilter, ruleShows } from './rule-filter.ts'
import { RulePages } from './rule-pages.tsx'

const route = getRouteApi('/monitoring/rules')

function Filters(props: {
  readonly filter: RuleFilter
  readonly files: readonly string[]
  readonly onChange: (change: RuleFilter) => void
}) {
  const { t } = useTranslation('monitoring')
  const { filter, onChange } = props
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('rules.filter.show')}
        value={filter.show ?? 'all'}
        data={ruleShows.map((value) => ({ value, label: t(`rules.filter.shows.${value}`) }))}
        onChange={(value) => {
          const show = ruleShows.find((one) => one === value)
          onChange({ show: show === 'all' ? undefined : show })
        }}
      />
      <Select
        size="xs"
        w={180}
        aria-label={t('rules.filter.file')}
        placeholder={t('rules.filter.anyFile')}
        clearable
        value={filter.file ?? null}
        data={props.files}
        onChange={(file) => onChange({ file: file ?? undefined })}
      />
      <SearchField label={t('rules.filter.search')} value={filter.search} onChange={(search) => onChange({ search })} />
    </>
  )
}

/** Every rule, by file and group, and beside them the one that is tuned. */
export function RulesScreen() {
  const { t } = useTranslation('monitoring')
  const { rule: openId, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(rulesQuery())
  const { show, file, search } = filter
  const rules = query.data?.items
  const shown = useMemo(
    () => (rules === undefined ? undefined : filterRules(rules, { show, file, search })),
    [rules, show, file, search],
  )
  const files = useMemo(() => [...new Set((rules ?? []).map((one) => one.file))].toSorted(), [rules])
  const open = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, rule: id }) })
  const clear = () => void navigate({ search: {}, replace: true })
  return (
    <RulePages here="list" actions={<ExportButton />}>
      <DataTable
        label={t('rules.pages.list')}
        storageKey="monitoring-rules"
        columns={useRuleColumns()}
        source={wholeSource({ ...query, data: shown }, () => void query.refetch())}
        rowId={(rule) => rule.id}
        rowName={(rule) => rule.name}
        openId={openId}
        onOpen={(rule) => open(rule.id)}
        filters={
          <Filters
            filter={filter}
            files={files}
            onChange={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
          />
        }
        empty={
          <EmptyState
            icon={<IconEyeCheck size={40} stroke={1.4} />}
            title={t(rules?.length === 0 ? 'rules.empty' : 'rules.nothing')}
            text={t(rules?.length === 0 ? 'rules.emptyText' : 'rules.nothingText')}
            action={
              rules?.length === 0 ? null : (
                <Button variant="default" onClick={clear}>
                  {t('alerts.filter.clear')}
                </Button>
              )
            }
          />
        }
      />
      {openId === undefined ? null : <RuleDrawer key={openId} ruleId={openId} onClose={() => open(undefined)} />}
    </RulePages>
  )
}
