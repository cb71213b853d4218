import { Checkbox, Input, PasswordInput, SegmentedControl, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import type { Channel } from '#shared/features/monitoring/contract/notifications.ts'
import { IntervalField } from '../sources/interval-field.tsx'
import {
  type ChannelValues,
  channelForm,
  channelInput,
  channelKinds,
  channelValues,
  hasAddress,
  newChannel,
} from './channel-values.ts'
import { useTellingMutations } from './mutations.ts'

type ChannelForm = ReturnType<typeof useForm<ChannelValues>>

function AddressFields({ form, channel }: { readonly form: ChannelForm; readonly channel: Channel | undefined }) {
  const { t } = useTranslation('monitoring')
  const { t: tSecurity } = useTranslation('security')
  const reveal = { 'aria-label': tSecurity('showPassword') }
  const host = channel?.addressHost ?? null
  const { kind } = form.values
  return (
    <>
      <PasswordInput
        label={t('telling.address')}
        description={host === null ? t('telling.addressHelp') : t('telling.addressKept', { host })}
        placeholder="https://"
        autoComplete="off"
        visibilityToggleButtonProps={reveal}
        {...form.text('address')}
      />
      {kind === 'webhook' ? (
        <>
          <PasswordInput
            label={t('telling.signingKey')}
            description={t(channel?.isSigned === true ? 'telling.signingKeyKept' : 'telling.signingKeyHelp')}
            autoComplete="off"
            visibilityToggleButtonProps={reveal}
            {...form.text('signingKey')}
          />
          {channel?.isSigned === true ? (
            <Checkbox
              label={t('telling.forgetKey')}
              checked={form.values.forgetsKey}
              onChange={(event) => form.set('forgetsKey', event.currentTarget.checked)}
            />
          ) : null}
        </>
      ) : null}
      <Switch
        label={t('telling.inside')}
        description={t('telling.insideHelp')}
        checked={form.values.allowsInsideAddresses}
        onChange={(event) => form.set('allowsInsideAddresses', event.currentTarget.checked)}
      />
    </>
  )
}

function TextFields({ form }: { readonly form: ChannelForm }) {
  const { t } = useTranslation('monitoring')
  const { kind } = form.values
  if (kind === 'ping' || kind === 'desktop') return null
  return (
    <>
      {kind === 'email' ? (
        <TextInput label={t('telling.subject')} description={t('telling.templateHelp')} {...form.text('subject')} />
      ) : null}
      <Textarea
        autosize
        minRows={3}
        label={t('telling.body')}
        description={t('telling.templateHelp')}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
        {...form.text('body')}
      />
    </>
  )
}

/** Makes or changes a way of telling people. */
export function ChannelFormView({
  channel,
  onClose,
}: {
  readonly channel: Channel | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation('monitoring')
  const { create, update } = useTellingMutations()
  const form = useForm<ChannelValues>({
    schema: channelForm,
    initial: channel === undefined ? newChannel : channelValues(channel),
    draftKey: `monitoring-channel-${channel?.id ?? 'new'}`,
    secrets: ['address', 'signingKey'],
    save: async (values) => {
      const input = channelInput(values)
      const { name } =
        channel === undefined ? await create.mutateAsync(input) : await update.mutateAsync({ ...input, id: channel.id })
      showNotice({ tone: 'good', title: t('telling.saved', { name }) })
      onClose()
    },
  })
  const { kind } = form.values
  return (
    <FormPage form={form} label={t('telling.form')} submitLabel={t('sources.save')} onCancel={onClose}>
      <TextInput
        label={t('sources.name')}
        autoComplete="off"
        required
        data-autofocus={channel === undefined || undefined}
        {...form.text('name')}
      />
      <SegmentedControl
        aria-label={t('telling.kindLabel')}
        value={kind}
        disabled={channel !== undefined}
        data={channelKinds.map((value) => ({ value, label: t(`telling.kind.${value}`) }))}
        onChange={(value) => form.set('kind', channelKinds.find((one) => one === value) ?? 'email')}
      />
      <Text fz="sm" c="dimmed">
        {t(`telling.kindText.${kind}`)}
      </Text>
      {kind === 'email' ? (
        <Textarea
          autosize
          minRows={2}
          label={t('telling.recipients')}
          description={t('telling.recipientsHelp')}
          spellCheck={false}
          {...form.text('recipients')}
        />
      ) : null}
      {kind === 'slack' ? (
        <TextInput label={t('telling.channel')} description={t('telling.channelHelp')} {...form.text('channel')} />
      ) : null}
      {hasAddress(kind) ? <AddressFields form={form} channel={channel} /> : null}
      {kind === 'ping' ? (
        <IntervalField
          label={t('sources.interval')}
          min={60}
          max={86_400}
          step={60}
          value={form.values.everySeconds}
          error={form.errorOf('everySeconds')}
          onChange={(value) => form.set('everySeconds', value)}
        />
      ) : (
        <Input.Wrapper labelElement="div" label={t('telling.language')}>
          <SegmentedControl
            aria-label={t('telling.language')}
            value={form.values.language}
            data={[
              { value: 'ja', label: '日本語' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(value) => form.set('language', value === 'en' ? 'en' : 'ja')}
          />
        </Input.Wrapper>
      )}
      <TextFields form={form} />
      <Switch
        label={t('telling.isEnabled')}
        checked={form.values.isEnabled}
        onChange={(event) => form.set('isEnabled', event.currentTarget.checked)}
      />
    </FormPage>
  )
}
