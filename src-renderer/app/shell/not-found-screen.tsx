import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'

/** An address that leads nowhere. */
export function NotFoundScreen() {
  const { t } = useTranslation('app')
  return (
    <Page>
      <PageHeader title={t('notFound.title')} />
      <EmptyState
        icon={<IconMapOff size={40} />}
        title={t('notFound.title')}
        text={t('notFound.text')}
        action={<Button renderRoot={(props) => <Link to="/" {...props} />}>{t('notFound.action')}</Button>}
      />
    </Page>
  )
}
