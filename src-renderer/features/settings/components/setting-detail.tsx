import { Alert, Button, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import type { Setting, SettingValue } from '#shared/features/settings/contract.ts'
import { useUpdateSettings } from '../mutations.ts'
import { useSettingText } from '../use-setting-text.ts'
import { SettingField } from './setting-field.tsx'

function ChangeSetting({ setting }: { readonly setting: Setting }) {
  const { t } = useTranslation('settings')
  const [value, setValue] = useState<SettingValue>(setting.value)
  const update = useUpdateSettings()
  const clean = Array.isArray(value) ? value.map((line) => line.trim()).filter((line) => line !== '') : value
  const isChanged = JSON.stringify(clean) !== JSON.stringify(setting.value)
  const save = (next: SettingValue) => update.mutate({ changes: [{ key: setting.key, value: next }] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(clean)
  }
  return (
    <Section title={t('configuration.change')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <SettingField setting={setting} value={value} onChange={setValue} />
          {update.error === null ? null : <ErrorPanel error={update.error} />}
          <Group gap="xs">
            <Button type="submit" disabled={!isChanged} loading={update.isPending}>
              {t('general.submit')}
            </Button>
            <Button variant="default" disabled={setting.origin !== 'settings-file'} onClick={() => save(null)}>
              {t('configuration.reset')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}

/** One setting: its value, where it comes from, what is allowed, and changing it. */
export function SettingDetail({
  setting,
  onClose,
}: {
  readonly setting: Setting | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation('settings')
  const mayManage = useMay('settings.manage')
  const write = useSettingText()
  const { language } = useFormat()
  return (
    <DetailDrawer opened={setting !== undefined} onClose={onClose} title={setting?.key ?? ''}>
      {setting === undefined ? null : (
        <>
          <Section title={t('configuration.value')} description={setting.description[language]}>
            <Facts
              facts={[
                { name: t('configuration.value'), value: write(setting.value) },
                { name: t('configuration.origin'), value: t(`origin.${setting.origin}`) },
                { name: t('configuration.default'), value: write(setting.defaultValue) },
                { name: t('configuration.allowed'), value: setting.allowed },
              ]}
            />
          </Section>
          {setting.overridden ? <Alert variant="default">{t('configuration.overridden')}</Alert> : null}
          {mayManage && !setting.overridden ? (
            <ChangeSetting key={JSON.stringify(setting.value)} setting={setting} />
          ) : null}
        </>
      )}
    </DetailDrawer>
  )
}
