import { Button } from '@mantine/core'
import { IconDatabasePlus, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { SubPages } from '#renderer/ui/page/sub-pages.tsx'
import { repositoryChoicesQuery } from '../../queries.ts'

const pages = [
  { key: 'jobs', to: '/backup/jobs' },
  { key: 'executions', to: '/backup/executions' },
  { key: 'repositories', to: '/backup/repositories' },
] as const

/** Frame of the three lists: jobs, executions, repositories. */
export function BackupHome({
  page,
  children,
}: {
  readonly page: 'jobs' | 'executions' | 'repositories'
  readonly children: ReactNode
}) {
  const { t } = useTranslation('backup')
  const mayManage = useMay('backup.manage')
  const choices = useQuery(repositoryChoicesQuery()).data?.items
  const repositoryFirst = page === 'repositories' || choices?.length === 0
  return (
    <Page fill>
      <PageHeader
        title={t(page)}
        crumbs={[{ label: t('title'), link: { to: '/backup' } }]}
        actions={
          mayManage ? (
            <>
              <Button
                variant={repositoryFirst ? 'filled' : 'default'}
                leftSection={<IconDatabasePlus size={16} aria-hidden />}
                renderRoot={(props) => <Link to="/backup/repositories/new" {...props} />}
              >
                {t('addRepository')}
              </Button>
              <Button
                variant={repositoryFirst ? 'default' : 'filled'}
                leftSection={<IconPlus size={16} aria-hidden />}
                renderRoot={(props) => <Link to="/backup/jobs/new" {...props} />}
              >
                {t('newJob')}
              </Button>
            </>
          ) : null
        }
      />
      <SubPages label={t('pages')} pages={pages.map(({ key, to }) => ({ key, label: t(key), to }))} here={page} />
      {children}
    </Page>
  )
}
