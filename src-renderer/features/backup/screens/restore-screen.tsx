import { Button } from '@mantine/core'
import { IconSquareCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { RestoreForm } from '../components/restore/restore-form-page.tsx'
import { useSelection } from '../components/snapshot/selection-store.ts'
import { useSnapshot } from '../components/snapshot/use-snapshot.ts'
import { foldersQuery } from '../queries.ts'

const route = getRouteApi('/backup/repositories/$repositoryId/snapshots/$snapshotId/restore')

function NothingChosen(params: { readonly repositoryId: string; readonly snapshotId: string }) {
  const { t } = useTranslation('backup')
  return (
    <EmptyState
      icon={<IconSquareCheck size={40} stroke={1.4} />}
      title={t('restore.nothing')}
      text={t('snapshot.browser.chosenNone')}
      action={
        <Button
          renderRoot={(props) => (
            <Link to="/backup/repositories/$repositoryId/snapshots/$snapshotId" params={params} {...props} />
          )}
        >
          {t('restore.choose')}
        </Button>
      }
    />
  )
}

/** Brings files of a snapshot back: what, where to, what about files that are there, and a summary before it begins. */
export function RestoreScreen() {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const { repositoryId, snapshotId } = route.useParams()
  const { whole = false } = route.useSearch()
  const mayChoose = useMay('backup.manage')
  const { repository, snapshot } = useSnapshot(repositoryId, snapshotId)
  const { selection } = useSelection(repositoryId, snapshotId)
  const chosen = whole ? null : selection
  const home = useQuery({ ...foldersQuery(undefined, false), enabled: mayChoose })
  const time = snapshot === undefined ? snapshotId.slice(0, 8) : format.minute(snapshot.time)
  return (
    <Page>
      <PageHeader
        title={t('restore.title')}
        description={t('restore.text')}
        crumbs={[
          { label: t('title'), link: { to: '/backup' } },
          {
            label: repository?.name ?? '…',
            link: { to: '/backup/repositories/$repositoryId', params: { repositoryId } },
          },
          {
            label: time,
            link: {
              to: '/backup/repositories/$repositoryId/snapshots/$snapshotId',
              params: { repositoryId, snapshotId },
            },
          },
        ]}
      />
      {mayChoose && home.isPending ? (
        <LoadingCards heights={[160, 240]} />
      ) : chosen?.size === 0 ? (
        <NothingChosen repositoryId={repositoryId} snapshotId={snapshotId} />
      ) : (
        <RestoreForm
          repositoryId={repositoryId}
          snapshotId={snapshotId}
          snapshot={snapshot}
          chosen={chosen}
          home={home.data}
        />
      )}
    </Page>
  )
}
