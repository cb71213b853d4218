import {
  Autocomplete,
  NativeSelect,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  TextInput,
  useMantineColorScheme,
} from '@mantine/core'
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
import { languageSchema } from '#shared/contract/identifiers.ts'
import type { Setting } from '#shared/features/settings/contract.ts'
import { generalKeys } from '../known-settings.ts'
import { useStartAtSignIn, useUpdateSettings } from '../mutations.ts'
import { installationQuery, settingsQuery } from '../queries.ts'

const generalForm = z.object({
  siteName: z.string().trim().max(100),
  language: languageSchema,
  timeZone: z.string().min(1),
})
type GeneralForm = z.input<typeof generalForm>

type GeneralSettings = Readonly<Record<keyof GeneralForm, Setting>>

const fields = ['siteName', 'language', 'timeZone'] as const

function generalOf(items: readonly Setting[]): GeneralSettings | null {
  const find = (key: string) => items.find((item) => item.key === key)
  const [siteName, language, timeZone] = [
    find(generalKeys.siteName),
    find(generalKeys.language),
    find(generalKeys.timeZone),
  ]
  return siteName === undefined || language === undefined || timeZone === undefined
    ? null
    : { siteName, language, timeZone }
}

function SiteForm({ settings }: { readonly settings: GeneralSettings }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const update = useUpdateSettings()
  const mayManage = useMay('settings.manage')
  const initial: GeneralForm = {
    siteName: String(settings.siteName.value ?? ''),
    language: languageSchema.catch('ja').parse(settings.language.value),
    timeZone: String(settings.timeZone.value ?? ''),
  }
  const form = useForm({
    schema: generalForm,
    initial,
    draftKey: 'settings.general',
    save: async (values) => {
      const changes = fields
        .filter((field) => values[field] !== initial[field])
        .map((field) => ({ key: settings[field].key, value: values[field] }))
      await update.mutateAsync({ changes })
    },
  })
  const shared = (field: keyof GeneralForm) => ({
    label: t(`general.${field}`),
    description: settings[field].overridden
      ? t('configuration.overridden')
      : settings[field].description[format.language],
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    disabled: settings[field].overridden || !mayManage,
  })
  return (
    <Section title={t('general.site')}>
      <FormPage form={form} label={t('general.title')} submitLabel={t('general.submit')}>
        <TextInput {...shared('siteName')} {...form.text('siteName')} />
        <NativeSelect
          {...shared('language')}
          value={form.values.language}
          onChange={(event) => form.set('language', languageSchema.parse(event.currentTarget.value))}
          data={[
            { value: 'ja', label: '日本語' },
            { value: 'en', label: 'English' },
          ]}
        />
        <Autocomplete
          {...shared('timeZone')}
          data={timeZones}
          limit={20}
          error={form.errorOf('timeZone')}
          value={form.values.timeZone}
          onChange={(value) => form.set('timeZone', value)}
          onBlur={() => form.leave('timeZone')}
        />
      </FormPage>
    </Section>
  )
}

const timeZones = Intl.supportedValuesOf('timeZone')

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
  const settings = query.data === undefined ? null : generalOf(query.data.items)
  return (
    <Stack gap="md">
      <PageHeader
        title={t('general.title')}
        description={t('general.text')}
        crumbs={[{ label: t('title'), link: { to: '/settings' } }]}
      />
      {query.error === null ? null : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <LoadingCards heights={[120, 160]} /> : null}
      {settings === null ? null : (
        <SiteForm key={fields.map((field) => settings[field].value).join('|')} settings={settings} />
      )}
      <Appearance />
      <StartAtSignIn />
    </Stack>
  )
}
