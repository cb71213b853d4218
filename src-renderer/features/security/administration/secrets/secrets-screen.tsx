import { useTranslation } from 'react-i18next'
import { AreaPage } from '../layout/area-page.tsx'
import { CertificateCard } from './certificate-card.tsx'
import { SecretStoreCards } from './secret-store-card.tsx'

/** Where secrets are kept, and the certificate of the server. */
export function SecretsScreen() {
  const { t } = useTranslation('security')
  return (
    <AreaPage title={t('area.secrets')}>
      <SecretStoreCards />
      <CertificateCard />
    </AreaPage>
  )
}
