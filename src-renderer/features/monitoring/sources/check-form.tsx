import { Button, Group, NumberInput, SegmentedControl, Select, Switch, Text, TextInput } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { type Check, checkSettingsSchema } from '#shared/features/monitoring/values.ts'
import {
  type CheckValues,
  checkForm,
  checkInput,
  checkKinds,
  checkValues,
  methods,
  newCheck,
  recordTypes,
  settingsOf,
} from './check-values.ts'
import { IntervalField } from './interval-field.tsx'
import { useCheckMutations } from './mutations.ts'

type CheckForm = ReturnType<typeof useForm<CheckValues>>

function HttpFields({ form }: { readonly form: CheckForm }) {
  const { t } = useTranslation('monitoring')
  return (
    <>
      <TextInput
        label={t('checks.url')}
        type="url"
        placeholder="https://"
        autoComplete="off"
        required
        {...form.text('url')}
      />
      <Group align="flex-start">
        <Select
          w={120}
          label={t('checks.method')}
          allowDeselect={false}
          data={methods}
          value={form.values.method}
          onChange={(value) => form.set('method', value === 'HEAD' ? 'HEAD' : 'GET')}
        />
        <TextInput
          flex={1}
          label={t('checks.statuses')}
          description={t('checks.statusesHelp')}
          placeholder="200, 204"
          {...form.text('statuses')}
        />
      </Group>
      <TextInput label={t('checks.contains')} description={t('checks.containsHelp')} {...form.text('contains')} />
      <Switch
        label={t('checks.untrusted')}
        checked={form.values.allowsUntrustedCertificate}
        onChange={(event) => form.set('allowsUntrustedCertificate', event.currentTarget.checked)}
      />
    </>
  )
}

function HostFields({ form, withPort }: { readonly form: CheckForm; readonly withPort: boolean }) {
  const { t } = useTranslation('monitoring')
  return (
    <Group align="flex-start">
      <TextInput
        flex={1}
        label={t('checks.host')}
        placeholder="mail.example.jp"
        autoComplete="off"
        spellCheck={false}
        required
        {...form.text('host')}
      />
      {withPort ? (
        <NumberInput
          w={120}
          label={t('checks.port')}
          min={1}
          max={65_535}
          allowDecimal={false}
          value={form.values.port}
          error={form.errorOf('port')}
          onChange={(value) => form.set('port', Number(value))}
        />
      ) : null}
    </Group>
  )
}

function DnsFields({ form }: { readonly form: CheckForm }) {
  const { t } = useTranslation('monitoring')
  return (
    <>
      <HostFields form={form} withPort={false} />
      <Group align="flex-start">
        <Select
          w={120}
          label={t('checks.recordType')}
          allowDeselect={false}
          data={recordTypes}
          value={form.values.recordType}
          onChange={(value) => form.set('recordType', recordTypes.find((one) => one === value) ?? 'A')}
        />
        <TextInput
          flex={1}
          label={t('checks.expected')}
          description={t('checks.expectedHelp')}
          {...form.text('expected')}
        />
      </Group>
      <TextInput label={t('checks.server')} description={t('checks.serverHelp')} {...form.text('server')} />
    </>
  )
}

function TryOut({ form }: { readonly form: CheckForm }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const { tryOut } = useCheckMutations()
  const settings = settingsOf(form.values)
  const isReady = checkSettingsSchema.safeParse(settings).success
  const answer = tryOut.data
  return (
    <div role="status" aria-label={t('sources.try')}>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        disabled={!isReady}
        loading={tryOut.isPending}
        onClick={() => tryOut.mutate({ settings })}
      >
        {t('sources.try')}
      </Button>
      {answer === undefined ? null : (
        <Group gap="xs" mt="xs" wrap="nowrap" align="flex-start">
          <StateIcon tone={answer.isUp ? 'good' : 'failed'} />
          <Text fz="sm">
            {t(answer.isUp ? 'checks.triedUp' : 'checks.triedDown', { took: format.duration(answer.durationMs) })}{' '}
            {answer.message}
            {answer.certificateDays === null
              ? ''
              : ` ${t('checks.certificateDays', { count: answer.certificateDays })}`}
          </Text>
        </Group>
      )}
      {tryOut.error === null ? null : <ErrorPanel error={tryOut.error} />}
    </div>
  )
}

/** Makes or changes an active check, and tries it beforehand. */
export function CheckFormView({ check, onClose }: { readonly check: Check | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation('monitoring')
  const { create, update } = useCheckMutations()
  const form = useForm<CheckValues>({
    schema: checkForm,
    initial: check === undefined ? newCheck : checkValues(check),
    draftKey: `monitoring-check-${check?.id ?? 'new'}`,
    save: async (values) => {
      const input = checkInput(values)
      const { name } =
        check === undefined ? await create.mutateAsync(input) : await update.mutateAsync({ ...input, id: check.id })
      showNotice({ tone: 'good', title: t('sources.saved', { name }) })
      onClose()
    },
  })
  const { kind } = form.values
  return (
    <FormPage form={form} label={t('checks.form')} submitLabel={t('sources.save')} onCancel={onClose}>
      <TextInput
        label={t('sources.name')}
        autoComplete="off"
        required
        data-autofocus={check === undefined || undefined}
        {...form.text('name')}
      />
      <SegmentedControl
        aria-label={t('checks.kindLabel')}
        value={kind}
        data={checkKinds.map((value) => ({ value, label: t(`checks.kind.${value}`) }))}
        onChange={(value) => form.set('kind', checkKinds.find((one) => one === value) ?? 'http')}
      />
      <Text fz="sm" c="dimmed">
        {t(`checks.kindText.${kind}`)}
      </Text>
      {kind === 'http' ? (
        <HttpFields form={form} />
      ) : kind === 'dns' ? (
        <DnsFields form={form} />
      ) : (
        <HostFields form={form} withPort={kind !== 'ping'} />
      )}
      <Group align="flex-end">
        <IntervalField
          label={t('sources.interval')}
          min={15}
          max={86_400}
          value={form.values.intervalSeconds}
          error={form.errorOf('intervalSeconds')}
          onChange={(value) => form.set('intervalSeconds', value)}
        />
        <NumberInput
          w={180}
          label={t('sources.timeout')}
          suffix=" ms"
          min={100}
          max={30_000}
          step={500}
          value={form.values.timeoutMs}
          error={form.errorOf('timeoutMs')}
          onChange={(value) => form.set('timeoutMs', Number(value))}
        />
      </Group>
      <Switch
        label={t('sources.isEnabled')}
        checked={form.values.isEnabled}
        onChange={(event) => form.set('isEnabled', event.currentTarget.checked)}
      />
      <TryOut form={form} />
    </FormPage>
  )
}
