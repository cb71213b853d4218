import { useTranslation } from 'react-i18next'
import { Bytes, Moment, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import type { BackupRepository } from '#shared/features/backup/values.ts'

function LastVerified({ repository }: { readonly repository: BackupRepository }) {
  const { t } = useTranslation('backup')
  const { lastVerifiedAt, lastVerification } = repository
  if (lastVerifiedAt === null || lastVerification === null) return t('repository.facts.neverVerified')
  return (
    <>
      <RelativeTime at={lastVerifiedAt} /> · {t(`repository.facts.${lastVerification}`)}
    </>
  )
}

/** Where a repository lies, how large it is and how it was last seen. */
export function RepositoryFacts({ repository }: { readonly repository: BackupRepository }) {
  const { t } = useTranslation('backup')
  const { sizeBytes, snapshotCount, lastSnapshotAt } = repository
  return (
    <Section title={t('repository.facts.title')}>
      <Facts
        facts={[
          { name: t('repository.facts.location'), value: <span translate="no">{repository.location.path}</span> },
          {
            name: t('repository.facts.size'),
            value: sizeBytes === null ? t('repository.facts.unmeasured') : <Bytes value={sizeBytes} />,
          },
          {
            name: t('repository.facts.snapshots'),
            value:
              snapshotCount === null
                ? t('repository.facts.unmeasured')
                : t('repository.facts.snapshotCount', { count: snapshotCount }),
          },
          {
            name: t('repository.facts.lastSnapshot'),
            value: lastSnapshotAt === null ? t('repository.facts.never') : <RelativeTime at={lastSnapshotAt} />,
          },
          { name: t('repository.facts.lastVerified'), value: <LastVerified repository={repository} /> },
          {
            name: t('repository.facts.format'),
            value: t('repository.facts.formatValue', { version: repository.formatVersion }),
          },
          {
            name: t('repository.facts.id'),
            value: <code translate="no">{repository.repositoryId.slice(0, 16)}</code>,
          },
          { name: t('repository.facts.added'), value: <Moment at={repository.createdAt} /> },
        ]}
      />
    </Section>
  )
}
