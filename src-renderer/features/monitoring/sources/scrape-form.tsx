import { Button, Checkbox, Group, NumberInput, PasswordInput, Switch, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { type Scrape, scrapeInputSchema } from '#shared/features/monitoring/values.ts'
import { IntervalField } from './interval-field.tsx'
import { useScrapeMutations } from './mutations.ts'
import { newScrape, type ScrapeValues, scrapeForm, scrapeInput, scrapeValues, tokenChange } from './scrape-values.ts'

type ScrapeForm = ReturnType<typeof useForm<ScrapeValues>>
const shownNames = 8

function TryOut({ form }: { readonly form: ScrapeForm }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const { tryOut } = useScrapeMutations()
  const url = form.values.url.trim()
  const token = form.values.bearerToken.trim()
  const answer = tryOut.data
  return (
    <div role="status" aria-label={t('sources.try')}>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlayerPlay size={14} aria-hidden />}
        disabled={!scrapeInputSchema.shape.url.safeParse(url).success}
        loading={tryOut.isPending}
        onClick={() => tryOut.mutate({ url, ...(token === '' ? {} : { bearerToken: token }) })}
      >
        {t('sources.try')}
      </Button>
      {answer === undefined ? null : (
        <Group gap="xs" mt="xs" wrap="nowrap" align="flex-start">
          <StateIcon tone={answer.isUp ? 'good' : 'failed'} />
          <div>
            <Text fz="sm">
              {answer.isUp
                ? t('scrapes.tried', { count: answer.samples, took: format.duration(answer.durationMs) })
                : answer.message}
            </Text>
            <Text fz={12} c="dimmed" ff="monospace" translate="no">
              {answer.names.slice(0, shownNames).join(', ')}
              {answer.names.length > shownNames ? ' …' : ''}
            </Text>
          </div>
        </Group>
      )}
      {tryOut.error === null ? null : <ErrorPanel error={tryOut.error} />}
    </div>
  )
}

function TokenFields({ form, isKept }: { readonly form: ScrapeForm; readonly isKept: boolean }) {
  const { t } = useTranslation('monitoring')
  const { t: tSecurity } = useTranslation('security')
  return (
    <>
      <PasswordInput
        label={t('scrapes.token')}
        description={t(isKept ? 'scrapes.tokenKept' : 'scrapes.tokenHelp')}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': tSecurity('showPassword') }}
        {...form.text('bearerToken')}
      />
      {isKept ? (
        <Checkbox
          label={t('scrapes.forgetToken')}
          checked={form.values.forgetsToken}
          onChange={(event) => form.set('forgetsToken', event.currentTarget.checked)}
        />
      ) : null}
    </>
  )
}

/** Makes or changes an endpoint whose figures are read, and tries it beforehand. */
export function ScrapeFormView({
  scrape,
  onClose,
}: {
  readonly scrape: Scrape | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation('monitoring')
  const { create, update } = useScrapeMutations()
  const form = useForm<ScrapeValues>({
    schema: scrapeForm,
    initial: scrape === undefined ? newScrape : scrapeValues(scrape),
    draftKey: `monitoring-scrape-${scrape?.id ?? 'new'}`,
    secrets: ['bearerToken'],
    save: async (values) => {
      const input = { ...scrapeInput(values), ...tokenChange(values) }
      const { name } =
        scrape === undefined ? await create.mutateAsync(input) : await update.mutateAsync({ ...input, id: scrape.id })
      showNotice({ tone: 'good', title: t('sources.saved', { name }) })
      onClose()
    },
  })
  return (
    <FormPage form={form} label={t('scrapes.form')} submitLabel={t('sources.save')} onCancel={onClose}>
      <TextInput
        label={t('sources.name')}
        autoComplete="off"
        required
        data-autofocus={scrape === undefined || undefined}
        {...form.text('name')}
      />
      <TextInput
        label={t('scrapes.url')}
        type="url"
        placeholder="http://host.example.jp:9100/metrics"
        autoComplete="off"
        required
        {...form.text('url')}
      />
      <TokenFields form={form} isKept={scrape?.hasCredential === true} />
      <Textarea
        autosize
        minRows={2}
        label={t('scrapes.labels')}
        description={t('scrapes.labelsHelp')}
        placeholder="site=head-office"
        spellCheck={false}
        {...form.text('labels')}
      />
      <Group align="flex-end">
        <IntervalField
          label={t('sources.interval')}
          min={15}
          max={3600}
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
        label={t('checks.untrusted')}
        checked={form.values.allowsUntrustedCertificate}
        onChange={(event) => form.set('allowsUntrustedCertificate', event.currentTarget.checked)}
      />
      <Switch
        label={t('sources.isEnabled')}
        checked={form.values.isEnabled}
        onChange={(event) => form.set('isEnabled', event.currentTarget.checked)}
      />
      <TryOut form={form} />
    </FormPage>
  )
}
