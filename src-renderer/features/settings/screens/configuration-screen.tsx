import { Stack, Text, TextInput } from '@mantine/core'
import { IconAdjustments, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { PageHeader } from '#renderer/ui/page/page.tsx'
import { foldForSearch } from '#renderer/ui/palette/palette-search.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { wholeSource } from '#renderer/ui/table/table-source.ts'
import type { Setting } from '#shared/features/settings/contract.ts'
import { SettingDetail } from '../components/setting-detail.tsx'
import { settingsQuery } from '../queries.ts'
import { useSettingText } from '../use-setting-text.ts'

const route = getRouteApi('/settings/configuration')

function useColumns(): readonly TableColumn<Setting>[] {
  const { t } = useTranslation('settings')
  const { language } = useFormat()
  const write = useSettingText()
  const origin = (setting: Setting) => t(`origin.${setting.origin}`)
  return [
    {
      id: 'key',
      header: t('configuration.key'),
      fixed: true,
      minWidth: 200,
      cell: (setting) => (
        <Text span ff="monospace" fz="sm" translate="no" title={setting.description[language]}>
          {setting.key}
        </Text>
      ),
      text: (setting) => setting.key,
    },
    {
      id: 'value',
      header: t('configuration.value'),
      minWidth: 200,
      cell: (setting) => write(setting.value),
      text: (setting) => write(setting.value),
    },
    {
      id: 'description',
      header: t('configuration.description'),
      minWidth: 240,
      hidden: true,
      cell: (setting) => setting.description[language],
      text: (setting) => setting.description[language],
    },
    { id: 'origin', header: t('configuration.origin'), width: 180, cell: origin, text: origin },
    {
      id: 'restart',
      header: t('configuration.restart'),
      width: 150,
      hidden: true,
      cell: (setting) => t(setting.needsRestart ? 'configuration.on' : 'configuration.off'),
      text: (setting) => t(setting.needsRestart ? 'configuration.on' : 'configuration.off'),
    },
  ]
}

/** Every setting in force, where it comes from, and changing it. */
export function ConfigurationScreen() {
  const { t } = useTranslation('settings')
  const { key, find } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(settingsQuery())
  const wanted = foldForSearch(find ?? '')
  const items = query.data?.items.filter((item) =>
    foldForSearch(`${item.key} ${item.description.ja} ${item.description.en}`).includes(wanted),
  )
  const open = (next: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, key: next }), replace: key !== undefined && next !== undefined })
  return (
    <Stack gap="md" h="100%">
      <PageHeader
        title={t('configuration.title')}
        description={t('configuration.text')}
        crumbs={[{ label: t('title'), link: { to: '/settings' } }]}
      />
      <DataTable
        label={t('configuration.title')}
        storageKey="configuration"
        columns={useColumns()}
        source={wholeSource({ ...query, data: items }, () => void query.refetch())}
        rowId={(setting) => setting.key}
        rowName={(setting) => setting.key}
        openId={key}
        onOpen={(setting) => open(setting.key)}
        filters={
          <TextInput
            size="xs"
            w={260}
            aria-label={t('configuration.search')}
            placeholder={t('configuration.search')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={find ?? ''}
            onChange={(event) => {
              const text = event.currentTarget.value
              void navigate({
                search: (before) => ({ ...before, find: text === '' ? undefined : text }),
                replace: true,
              })
            }}
          />
        }
        empty={
          <EmptyState
            icon={<IconAdjustments size={40} />}
            title={t(wanted === '' ? 'configuration.empty' : 'configuration.nothing')}
            text={t('configuration.emptyText')}
          />
        }
      />
      <SettingDetail setting={query.data?.items.find((item) => item.key === key)} onClose={() => open(undefined)} />
    </Stack>
  )
}
