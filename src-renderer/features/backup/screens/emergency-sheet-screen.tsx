import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { EmergencySheet } from '../components/repository/emergency-sheet.tsx'
import { repositoryQuery } from '../queries.ts'

const route = getRouteApi('/backup/repositories/$repositoryId/emergency-sheet')

/** What one keeps on paper to restore with restic alone. Right after a repository is made it carries the password. */
export function EmergencySheetScreen() {
  const { t } = useTranslation('backup')
  const { repositoryId } = route.useParams()
  const { fresh = false } = route.useSearch()
  const name = useQuery(repositoryQuery(repositoryId)).data?.name
  return (
    <Page>
      <PageHeader
        title={t('repository.sheet.title')}
        description={t('repository.sheet.text')}
        crumbs={[
          { label: t('title'), link: { to: '/backup' } },
          { label: t('repositories'), link: { to: '/backup/repositories' } },
          {
            label: name ?? '…',
            link: { to: '/backup/repositories/$repositoryId', params: { repositoryId } },
          },
        ]}
      />
      <EmergencySheet repositoryId={repositoryId} fresh={fresh} />
    </Page>
  )
}
