import { Code } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import { VerdictCard } from '#renderer/ui/state/verdict-card.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import type { IndexCheck } from '#shared/features/database/contract.ts'
import classes from './database.module.css'
import { DatabasePages } from './database-pages.tsx'
import { indexChecksQuery } from './queries.ts'

const route = getRouteApi('/monitoring/database/indexes')
const tones = { used: 'good', unused: 'warning', missing: 'failed' } as const

function State({ check }: { readonly check: IndexCheck }) {
  const { t } = useTranslation('monitoring')
  return <StateBadge tone={tones[check.state]}>{t(`database.check.state.${check.state}`)}</StateBadge>
}

function useCheckColumns(): readonly TableColumn<IndexCheck>[] {
  const { t } = useTranslation('monitoring')
  return [
    {
      ...{ id: 'name', header: t('database.check.name'), minWidth: 300, fixed: true },
      cell: ({ name }) => <span title={name}>{name}</span>,
      text: ({ name }) => name,
    },
    {
      ...{ id: 'state', header: t('database.check.standing'), width: 140 },
      cell: (check) => <State check={check} />,
      text: ({ state }) => t(`database.check.state.${state}`),
    },
    {
      ...{ id: 'purpose', header: t('database.check.purpose'), minWidth: 220 },
      cell: ({ purpose }) => t(`database.purpose.${purpose}`),
      text: ({ purpose }) => t(`database.purpose.${purpose}`),
    },
  ]
}

function Verdict({ items }: { readonly items: readonly IndexCheck[] }) {
  const { t } = useTranslation('monitoring')
  const bad = items.filter(({ state }) => state !== 'used')
  if (bad.length === 0) {
    const detail = t('database.check.allGoodText', { count: items.length })
    return <VerdictCard tone="good" sentence={t('database.check.allGood')} detail={detail} />
  }
  return (
    <VerdictCard
      tone={bad.some(({ state }) => state === 'missing') ? 'failed' : 'warning'}
      sentence={t('database.check.some', { count: bad.length })}
      detail={t('database.check.someText')}
    />
  )
}

/** Whether the indexes are there and used without which everything grows slower. Bad ones stand first. */
export function IndexChecksScreen() {
  const { t } = useTranslation('monitoring')
  const { open } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(indexChecksQuery())
  const columns = useCheckColumns()
  const show = (name: string | undefined) => void navigate({ search: { open: name } })
  return (
    <DatabasePages here="indexes" fill>
      <Loaded query={query} heights={[96, 420]}>
        {({ items }) => {
          const sorted = items.toSorted((left, right) => Number(left.state === 'used') - Number(right.state === 'used'))
          const chosen = items.find(({ name }) => name === open)
          return (
            <>
              <Verdict items={items} />
              <DataTable
                label={t('database.pages.indexes')}
                storageKey="database-indexes"
                columns={columns}
                source={wholeSource({ ...query, data: sorted }, () => void query.refetch())}
                rowId={({ name }) => name}
                rowName={({ name }) => name}
                openId={open}
                onOpen={({ name }) => show(name)}
                empty={null}
              />
              <DetailDrawer
                opened={chosen !== undefined}
                onClose={() => show(undefined)}
                title={t('database.check.planOf', { name: chosen?.name ?? '' })}
                badge={chosen === undefined ? undefined : <State check={chosen} />}
              >
                <Code block className={classes.code}>
                  {chosen?.plan}
                </Code>
              </DetailDrawer>
            </>
          )
        }}
      </Loaded>
    </DatabasePages>
  )
}
