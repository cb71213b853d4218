import { useTranslation } from 'react-i18next'
import { type AreaPageProps, AreaPage as Page } from '#renderer/ui/area/area-page.tsx'

/** A page of the security area: cards in one column, or with `fill` one table that takes the whole height. */
export function AreaPage(props: AreaPageProps) {
  const { t } = useTranslation('security')
  return <Page area={{ label: t('area.title'), link: { to: '/security' } }} {...props} />
}
