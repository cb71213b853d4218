import { Button } from '@mantine/core'
import { IconDatabasePlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import { BackupHome } from '../components/home/backup-home.tsx'
import { useRepositoryColumns } from '../components/repository/repository-columns.tsx'
import { repositoriesQuery } from '../queries.ts'

const route = getRouteApi('/backup/repositories')

/** Every place backups are saved to. */
export function RepositoriesScreen() {
  const { t } = useTranslation('backup')
  const navigate = route.useNavigate()
  const mayManage = useMay('backup.manage')
  const source = useTableSource(useInfiniteQuery(repositoriesQuery()))
  return (
    <BackupHome page="repositories">
      <DataTable
        label={t('repositories')}
        storageKey="backup-repositories"
        columns={useRepositoryColumns()}
        source={source}
        rowId={(repository) => repository.id}
        rowName={(repository) => repository.name}
        onOpen={({ id }) => void navigate({ to: '/backup/repositories/$repositoryId', params: { repositoryId: id } })}
        empty={
          <EmptyState
            icon={<IconDatabasePlus size={40} stroke={1.4} />}
            title={t('repository.empty')}
            text={t('repository.emptyText')}
            action={
              mayManage ? (
                <Button renderRoot={(props) => <Link to="/backup/repositories/new" {...props} />}>
                  {t('addRepository')}
                </Button>
              ) : null
            }
          />
        }
      />
    </BackupHome>
  )
}
