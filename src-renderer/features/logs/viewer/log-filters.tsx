import { Button, Group, Select, Stack } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchField } from '#renderer/ui/form/search-field.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { isNarrowed, type LogSearch, ownSource, wholeTime, withoutNarrowing } from '../log-search.ts'
import { logSourcesQuery, modulesQuery } from '../queries.ts'
import { LevelChips } from './level-chips.tsx'
import { LogRange } from './log-range.tsx'

interface FiltersProps {
  readonly search: LogSearch
  readonly nowMs: number
  readonly onChange: (change: LogSearch) => void
  readonly searchRef: Ref<HTMLInputElement>
}

function SourceField({ search, onChange }: Pick<FiltersProps, 'search' | 'onChange'>) {
  const { t } = useTranslation('logs')
  const items = useQuery(logSourcesQuery()).data?.items ?? []
  const others = items.filter(({ kind }) => kind !== 'own')
  const value = search.source ?? ownSource
  if (others.length === 0 && value === ownSource) return null
  return (
    <Select
      size="xs"
      w={180}
      aria-label={t('filter.source')}
      allowDeselect={false}
      value={value}
      data={[
        { value: ownSource, label: t('source.own') },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
        ...(value === ownSource || others.some(({ id }) => id === value)
          ? []
          : [{ value, label: t('filter.closedSource') }]),
      ]}
      onChange={(source) =>
        onChange(source === ownSource || source === null ? { source: undefined } : { source, ...wholeTime })
      }
    />
  )
}

function ModuleField({ search, onChange }: Pick<FiltersProps, 'search' | 'onChange'>) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const items = useQuery(modulesQuery(search.source ?? ownSource)).data?.items ?? []
  const chosen = search.module
  const known = chosen === undefined || items.some(({ logger }) => logger === chosen)
  return (
    <Select
      size="xs"
      w={190}
      aria-label={t('filter.module')}
      placeholder={t('filter.module')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('filter.anyModule') }}
      value={chosen ?? null}
      nothingFoundMessage={t('filter.noModule')}
      data={[
        ...(known ? [] : [{ value: chosen, label: chosen }]),
        ...items.map(({ logger, lines }) => ({ value: logger, label: `${logger} (${format.count(lines)})` })),
      ]}
      onChange={(module) => onChange({ module: module ?? undefined })}
    />
  )
}

/** What the log is narrowed to; all of it lies in the address. */
export function LogFilters({ search, nowMs, onChange, searchRef }: FiltersProps) {
  const { t } = useTranslation('logs')
  return (
    <Stack gap={8} role="search" aria-label={t('filter.label')}>
      <Group gap="xs">
        <SearchField
          label={t('filter.text')}
          value={search.text}
          onChange={(text) => onChange({ text })}
          width={280}
          inputRef={searchRef}
        />
        <LevelChips value={search.levels ?? []} onChange={(levels) => onChange({ levels })} />
        <LogRange search={search} nowMs={nowMs} onChange={onChange} />
      </Group>
      <Group gap="xs">
        <SourceField search={search} onChange={onChange} />
        <ModuleField search={search} onChange={onChange} />
        <SearchField
          label={t('filter.request')}
          value={search.request}
          onChange={(request) => onChange({ request })}
          width={150}
        />
        <SearchField label={t('filter.user')} value={search.user} onChange={(user) => onChange({ user })} width={150} />
        {isNarrowed(search) ? (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconFilterOff size={14} aria-hidden />}
            onClick={() => onChange(withoutNarrowing(search))}
          >
            {t('filter.clear')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  )
}
