import { Group, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { BrowserTree } from '../components/snapshot/browser-tree.tsx'
import { FolderWay } from '../components/snapshot/folder-way.tsx'
import { emptySelection } from '../components/snapshot/selection.ts'
import { SelectionBar } from '../components/snapshot/selection-bar.tsx'
import { useSelection } from '../components/snapshot/selection-store.ts'
import { useSnapshot } from '../components/snapshot/use-snapshot.ts'

const route = getRouteApi('/backup/repositories/$repositoryId/snapshots/$snapshotId')

function NameFilter({ find, onFind }: { readonly find: string; readonly onFind: (text: string) => void }) {
  const { t } = useTranslation('backup')
  const [typed, setTyped] = useState(find)
  const settle = useDebouncedCallback(onFind, 300)
  return (
    <TextInput
      size="xs"
      w={240}
      aria-label={t('snapshot.browser.filter')}
      placeholder={t('snapshot.browser.filter')}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        settle(event.currentTarget.value)
      }}
    />
  )
}

/** What lies in a snapshot, for choosing what to restore. */
export function SnapshotScreen() {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const { repositoryId, snapshotId } = route.useParams()
  const { path = '/', find } = route.useSearch()
  const navigate = route.useNavigate()
  const { repository, snapshot } = useSnapshot(repositoryId, snapshotId)
  const { selection, choose } = useSelection(repositoryId, snapshotId)
  const enter = (folder: string) => void navigate({ search: folder === '/' ? {} : { path: folder } })
  const time = snapshot === undefined ? snapshotId.slice(0, 8) : format.minute(snapshot.time)
  return (
    <Page fill>
      <PageHeader
        title={t('snapshot.browser.title', { time })}
        crumbs={[
          { label: t('title'), link: { to: '/backup' } },
          { label: t('repositories'), link: { to: '/backup/repositories' } },
          {
            label: repository?.name ?? '…',
            link: { to: '/backup/repositories/$repositoryId', params: { repositoryId } },
          },
        ]}
      />
      <SelectionBar
        repositoryId={repositoryId}
        snapshotId={snapshotId}
        selection={selection}
        onClear={() => choose(emptySelection)}
      />
      <Group justify="space-between" gap="md">
        <FolderWay path={path} onEnter={enter} />
        <NameFilter
          key={path}
          find={find ?? ''}
          onFind={(text) =>
            void navigate({
              search: (before) => ({ ...before, find: text === '' ? undefined : text }),
              replace: true,
            })
          }
        />
      </Group>
      <BrowserTree
        key={`${snapshotId} ${path} ${find ?? ''}`}
        repositoryId={repositoryId}
        snapshotId={snapshotId}
        root={path}
        nameContains={find}
        selection={selection}
        onChoose={choose}
        onEnter={enter}
      />
      <Text fz="sm" c="dimmed">
        {t('snapshot.browser.hint')}
      </Text>
    </Page>
  )
}
