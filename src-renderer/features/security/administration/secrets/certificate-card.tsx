import { ActionIcon, Alert, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNow } from '#renderer/ui/format/use-now.ts'
import { Moment, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge, StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { CertificateStatus } from '#shared/features/security/contract/centre.ts'
import lists from '../components/lists.module.css'
import { certificateQuery } from '../queries.ts'
import { validityOf } from './validity.ts'

const tones = { good: 'good', soon: 'warning', expired: 'failed' } as const

function Fingerprint({ value }: { readonly value: string }) {
  const { t } = useTranslation('security')
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <span className={lists.mono} translate="no">
        {value}
      </span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'certificate.copied' : 'certificate.copy')}>
            <ActionIcon size="sm" aria-label={t('certificate.copy')} onClick={copy}>
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  )
}

function CertificateFacts({ certificate }: { readonly certificate: CertificateStatus }) {
  const { t } = useTranslation('security')
  const now = useNow()
  const { subject, issuer, names, fingerprint, notBefore, notAfter, loadedAt } = certificate
  const validity = notAfter === null ? null : validityOf(notAfter, now)
  return (
    <Facts
      facts={[
        { name: t('certificate.state'), value: t(`certificate.kind.${certificate.kind}`) },
        ...(notAfter === null || validity === null
          ? []
          : [
              {
                name: t('certificate.notAfter'),
                value: (
                  <>
                    <StateBadge tone={tones[validity]}>{t(`certificate.${validity}`)}</StateBadge>{' '}
                    <Moment at={notAfter} /> (<RelativeTime at={notAfter} />)
                  </>
                ),
              },
            ]),
        ...(notBefore === null ? [] : [{ name: t('certificate.notBefore'), value: <Moment at={notBefore} /> }]),
        ...(fingerprint === null
          ? []
          : [{ name: t('certificate.fingerprint'), value: <Fingerprint value={fingerprint} /> }]),
        ...(names.length === 0 ? [] : [{ name: t('certificate.names'), value: names.join(', ') }]),
        ...(subject === null ? [] : [{ name: t('certificate.subject'), value: subject }]),
        ...(issuer === null ? [] : [{ name: t('certificate.issuer'), value: issuer }]),
        ...(loadedAt === null ? [] : [{ name: t('certificate.loadedAt'), value: <RelativeTime at={loadedAt} /> }]),
      ]}
    />
  )
}

/** The certificate the server shows, and whether a newer one could not be used. */
export function CertificateCard() {
  const { t } = useTranslation('security')
  const query = useQuery(certificateQuery())
  return (
    <Section title={t('certificate.title')}>
      <Loaded query={query} heights={[140]}>
        {(certificate) =>
          certificate.kind === 'none' ? (
            <Text fz="sm">{t('certificate.noneText')}</Text>
          ) : (
            <>
              {certificate.failure === null ? null : (
                <Alert variant="default" icon={<StateIcon tone="failed" size={20} />} title={t('certificate.failure')}>
                  {t('certificate.failureText', { reason: certificate.failure })}
                </Alert>
              )}
              {certificate.kind === 'generated' ? (
                <Text fz="sm" c="dimmed">
                  {t('certificate.generatedText')}
                </Text>
              ) : null}
              <CertificateFacts certificate={certificate} />
            </>
          )
        }
      </Loaded>
    </Section>
  )
}
