import { SegmentedControl, Stack, Switch, Text, TextInput, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useMay } from '#renderer/api/session.ts'
import { useChangeLanguage } from '#renderer/features/security/index.ts'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { PageHeader, Section } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import type { Setting } from '#shared/features/settings/contract.ts'
import { siteNameKey } from '../known-settings.ts'
import { useStartAtSignIn, useUpdateSettings } from '../mutations.ts'
import { installationQuery, settingsQuery } from '../queries.ts'

const generalForm = z.object({ siteName: z.string().trim().min(1).max(100) })

function SiteForm({ setting }: { readonly setting: Setting }) {
  const { t } = useTranslation('settings')
  const { t: tSecurity } = useTranslation('security')
  const update = useUpdateSettings()
  const mayManage = useMay('settings.manage')
  const form = useForm({
    schema: generalForm,
    initial: { siteName: typeof setting.value === 'string' ? setting.value : '' },
    draftKey: 'settings.general',
    save: async ({ siteName }) => void (await update.mutateAsync({ changes: [{ key: setting.key, value: siteName }] })),
  })
  return (
    <Section title={t('general.site')}>
      <FormPage form={form} label={t('general.title')} submitLabel={t('general.submit')}>
        <TextInput
          label={tSecurity('setup.siteName')}
          description={setting.overridden ? t('configuration.overridden') : tSecurity('setup.siteNameHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          disabled={setting.overridden || !mayManage}
          {...form.text('siteName')}
        />
      </FormPage>
    </Section>
  )
}

function Appearance() {
  const { t } = useTranslation('settings')
  const { language } = useFormat()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const changeLanguage = useChangeLanguage()
  return (
    <Section title={t('appearance.title')} description={t('appearance.text')}>
      <Stack gap="xs" align="flex-start">
        <Text fz="sm" fw={500} id="settings-language">
          {t('appearance.language')}
        </Text>
        <SegmentedControl
          aria-labelledby="settings-language"
          value={language}
          onChange={(value) => changeLanguage.mutate({ language: value === 'en' ? 'en' : 'ja' })}
          data={[
            { value: 'ja', label: '日本語' },
            { value: 'en', label: 'English' },
          ]}
        />
        <Text fz="sm" fw={500} id="settings-theme">
          {t('appearance.theme')}
        </Text>
        <SegmentedControl
          aria-labelledby="settings-theme"
          value={colorScheme}
          onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
          data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`appearance.${value}`) }))}
        />
      </Stack>
    </Section>
  )
}

function StartAtSignIn() {
  const { t } = useTranslation('settings')
  const installation = useQuery(installationQuery()).data
  const start = useStartAtSignIn()
  const report = useFailureNotice()
  const mayManage = useMay('settings.manage')
  if (installation === undefined) return null
  const { supported, enabled } = installation.startAtSignIn
  return (
    <Section title={t('start.title')}>
      <Switch
        label={t('start.label')}
        description={t(supported ? 'start.help' : 'start.unsupported')}
        checked={enabled}
        disabled={!supported || !mayManage || start.isPending}
        onChange={(event) => start.mutate({ enabled: event.currentTarget.checked }, { onError: report })}
      />
    </Section>
  )
}

/** What is set for the whole site, and how the program looks here. */
export function GeneralScreen() {
  const { t } = useTranslation('settings')
  const query = useQuery(settingsQuery())
  const siteName = query.data?.items.find((item) => item.key === siteNameKey)
  return (
    <Stack gap="md">
      <PageHeader
        title={t('general.title')}
        description={t('general.text')}
        crumbs={[{ label: t('title'), link: { to: '/settings' } }]}
      />
      {query.error === null ? null : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <LoadingCards heights={[120, 160]} /> : null}
      {siteName === undefined ? null : <SiteForm key={String(siteName.value)} setting={siteName} />}
      <Appearance />
      <StartAtSignIn />
    </Stack>
  )
}
