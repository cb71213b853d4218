import { Button, Collapse, Group, NumberInput, Select, Stack, Switch, TagsInput, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useCodedText } from '#renderer/ui/coded-text.ts'
import type { JobInput } from '#shared/features/backup/values.ts'
import { defaultExcludesQuery } from '../../queries.ts'
import classes from './job-form.module.css'
import { sizeUnits } from './job-form-values.ts'
import type { JobForm } from './use-job-form.ts'

function DefaultExcludes() {
  const { t } = useTranslation('backup')
  const write = useCodedText()
  const [opened, list] = useDisclosure(false)
  const listId = useId()
  const excludes = useQuery(defaultExcludesQuery()).data ?? []
  const Chevron = opened ? IconChevronDown : IconChevronRight
  if (excludes.length === 0) return null
  return (
    <div>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<Chevron size={14} aria-hidden />}
        aria-expanded={opened}
        aria-controls={listId}
        onClick={list.toggle}
      >
        {opened ? t('jobForm.hideDefaults') : t('jobForm.seeDefaults', { count: excludes.length })}
      </Button>
      <div id={listId}>
        <Collapse expanded={opened}>
          <dl className={classes.defaults}>
            {excludes.map((exclude) => (
              <div key={exclude.pattern} style={{ display: 'contents' }}>
                <dt translate="no">{exclude.pattern}</dt>
                <dd>{write(`backup.jobForm.reason.${exclude.reasonCode}`, {})}</dd>
              </div>
            ))}
          </dl>
        </Collapse>
      </div>
    </div>
  )
}

/** What is left out: the defaults, each explained, and patterns of one's own. */
export function ExcludeFields({ form }: { readonly form: JobForm }) {
  const { t } = useTranslation('backup')
  return (
    <Stack gap="sm">
      <Switch
        label={t('jobForm.useDefaults')}
        description={t('jobForm.useDefaultsHelp')}
        checked={form.values.useDefaultExcludes}
        onChange={(event) => form.set('useDefaultExcludes', event.currentTarget.checked)}
      />
      <DefaultExcludes />
      <Textarea
        autosize
        minRows={2}
        maxRows={12}
        label={t('jobForm.patterns')}
        description={t('jobForm.patternsHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        spellCheck={false}
        {...form.text('patterns')}
      />
    </Stack>
  )
}

const compressions: readonly JobInput['compression'][] = ['auto', 'off', 'max']

function LargerThan({ form }: { readonly form: JobForm }) {
  const { t } = useTranslation('backup')
  return (
    <NumberInput
      label={t('jobForm.larger')}
      description={t('jobForm.largerHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputContainer={(input) => (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          {input}
          <Select
            w={90}
            aria-label={t('jobForm.largerUnit')}
            allowDeselect={false}
            data={[...sizeUnits]}
            value={form.values.largerUnit}
            onChange={(value) => form.set('largerUnit', sizeUnits.find((unit) => unit === value) ?? 'GB')}
          />
        </Group>
      )}
      min={0}
      decimalScale={3}
      hideControls
      value={form.values.largerThan}
      error={form.errorOf('largerThan')}
      onChange={(value) => form.set('largerThan', String(value))}
      onBlur={() => form.leave('largerThan')}
    />
  )
}

/** Settings most people never touch. */
export function OptionFields({ form }: { readonly form: JobForm }) {
  const { t } = useTranslation('backup')
  return (
    <Stack gap="md">
      {(['excludeCaches', 'oneFileSystem'] as const).map((name) => {
        const key = name === 'excludeCaches' ? 'caches' : 'oneFileSystem'
        return (
          <Switch
            key={name}
            label={t(`jobForm.${key}`)}
            description={t(`jobForm.${key}Help`)}
            checked={form.values[name]}
            onChange={(event) => form.set(name, event.currentTarget.checked)}
          />
        )
      })}
      <LargerThan form={form} />
      <Select
        w={280}
        label={t('jobForm.compression')}
        description={t('jobForm.compressionHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        data={compressions.map((value) => ({ value, label: t(`job.facts.compressions.${value}`) }))}
        value={form.values.compression}
        onChange={(value) => form.set('compression', compressions.find((one) => one === value) ?? 'auto')}
      />
      <TagsInput
        label={t('jobForm.tags')}
        description={t('jobForm.tagsHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={[...form.values.tags]}
        error={form.errorOf('tags')}
        onChange={(tags) => form.set('tags', tags)}
      />
    </Stack>
  )
}
