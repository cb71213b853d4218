import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { PathText } from '#renderer/ui/format/path-text.tsx'
import { Moment } from '#renderer/ui/format/values.tsx'
import { Facts, PageHeader, Section } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { Installation } from '#shared/features/settings/contract.ts'
import type { SystemInfo } from '#shared/features/system/contract.ts'
import { installationQuery, systemInfoQuery } from '../queries.ts'
import classes from './installation-screen.module.css'

function Program({ info, installation }: { readonly info: SystemInfo; readonly installation: Installation }) {
  const { t } = useTranslation('settings')
  return (
    <Section title={t('installation.program')}>
      <Facts
        facts={[
          { name: t('installation.version'), value: info.version },
          { name: t('installation.environment'), value: info.environment },
          { name: t('installation.host'), value: t(`host.${info.host}`) },
          { name: t('installation.platform'), value: info.platform },
          { name: t('installation.runtime'), value: info.runtime },
          { name: t('installation.timeZone'), value: info.timeZone },
          { name: t('installation.startedAt'), value: <Moment at={info.startedAt} /> },
          { name: t('installation.dataFolder'), value: <PathText path={installation.dataFolder} /> },
          { name: t('installation.settingsFile'), value: <PathText path={installation.settingsFile} /> },
          {
            name: t('installation.logFile'),
            value:
              installation.logFile === null ? t('installation.noLogFile') : <PathText path={installation.logFile} />,
          },
        ]}
      />
    </Section>
  )
}

const engines = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const

function Database({ info }: { readonly info: SystemInfo }) {
  const { t } = useTranslation('settings')
  const { engine, version, location } = info.database
  return (
    <Section title={t('installation.database')}>
      <Facts
        facts={[
          { name: t('installation.engine'), value: `${engines[engine]} ${version}` },
          { name: t('installation.location'), value: <PathText path={location} /> },
        ]}
      />
    </Section>
  )
}

function SecretStore({ store }: { readonly store: Installation['secretStore'] }) {
  const { t } = useTranslation('settings')
  return (
    <Section title={t('installation.secrets')}>
      <Facts facts={[{ name: t('installation.secretStore'), value: t(`store.${store.kind}`) }]} />
      {store.weak ? (
        <div className={classes.weak}>
          <StateIcon tone="warning" />
          <div>
            <Text fw={600} fz="sm">
              {t('installation.weakTitle')}
            </Text>
            <Text fz="sm">{t('installation.weakText')}</Text>
          </div>
        </div>
      ) : null}
    </Section>
  )
}

/** What runs, where its data lies, and how secrets are kept. */
export function InstallationScreen() {
  const { t } = useTranslation('settings')
  const info = useQuery(systemInfoQuery())
  const installation = useQuery(installationQuery())
  const error = info.error ?? installation.error
  const retry = () => {
    void info.refetch()
    void installation.refetch()
  }
  return (
    <Stack gap="md">
      <PageHeader
        title={t('installation.title')}
        description={t('installation.text')}
        crumbs={[{ label: t('title'), link: { to: '/settings' } }]}
      />
      {error === null ? null : <ErrorPanel error={error} onRetry={retry} />}
      {info.data === undefined || installation.data === undefined ? (
        error === null ? (
          <LoadingCards heights={[320, 110, 90]} />
        ) : null
      ) : (
        <>
          <Program info={info.data} installation={installation.data} />
          <Database info={info.data} />
          <SecretStore store={installation.data.secretStore} />
        </>
      )}
    </Stack>
  )
}
