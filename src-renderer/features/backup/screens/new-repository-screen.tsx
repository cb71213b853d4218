import { Radio, Stack } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { AddRepositoryForm } from '../components/repository/add-repository-form.tsx'

const route = getRouteApi('/backup/repositories/new')

/** Takes a place for backups in: a new one, or an existing restic repository. */
export function NewRepositoryScreen() {
  const { t } = useTranslation('backup')
  const { mode } = route.useSearch()
  const navigate = route.useNavigate()
  const choose = (value: string) =>
    void navigate({ search: { mode: value === 'open' ? 'open' : 'new' }, replace: true })
  return (
    <Page>
      <PageHeader
        title={t('addRepository')}
        description={t('repository.add.text')}
        crumbs={[
          { label: t('title'), link: { to: '/backup' } },
          { label: t('repositories'), link: { to: '/backup/repositories' } },
        ]}
      />
      <Radio.Group label={t('repository.add.how')} value={mode} onChange={choose}>
        <Stack gap={8} mt={8}>
          <Radio value="new" label={t('repository.add.new')} description={t('repository.add.newHelp')} />
          <Radio value="open" label={t('repository.add.open')} description={t('repository.add.openHelp')} />
        </Stack>
      </Radio.Group>
      <AddRepositoryForm key={mode} mode={mode} />
    </Page>
  )
}
