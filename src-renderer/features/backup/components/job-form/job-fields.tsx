import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import { ExcludeFields, OptionFields } from './exclude-fields.tsx'
import classes from './job-form.module.css'
import { nameOf, previewInputOf } from './job-form-values.ts'
import { Preview } from './preview.tsx'
import { ScheduleFields } from './schedule-fields.tsx'
import { SourceList } from './source-list.tsx'
import type { JobForm } from './use-job-form.ts'

/** All fields of a job, with the preview beside them where there is room. */
export function JobFields(props: { readonly form: JobForm; readonly repositories: readonly BackupRepository[] }) {
  const { t } = useTranslation('backup')
  const { language } = useFormat()
  const { form, repositories } = props
  const byName = new Intl.Collator(language).compare
  const choices = repositories
    .map(({ id, name }) => ({ value: id, label: name }))
    .toSorted((a, b) => byName(a.label, b.label))
  return (
    <div className={classes.container}>
      <div className={classes.layout}>
        <Section title={t('jobForm.what')}>
          <SourceList
            sources={form.values.sources}
            error={form.errorOf('sources')}
            onChange={(sources) => form.set('sources', sources)}
          />
        </Section>
        <Section title={t('jobForm.target')}>
          <Select
            label={t('jobForm.repository')}
            searchable
            allowDeselect={false}
            data={choices}
            value={form.values.repositoryId === '' ? null : form.values.repositoryId}
            error={form.errorOf('repositoryId')}
            onChange={(value) => form.set('repositoryId', value ?? '')}
            onBlur={() => form.leave('repositoryId')}
          />
          <TextInput
            label={t('jobForm.name')}
            description={t('jobForm.nameHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder={nameOf({ ...form.values, name: '' })}
            autoComplete="off"
            {...form.text('name')}
          />
        </Section>
        <Section title={t('jobForm.schedule')}>
          <ScheduleFields form={form} />
        </Section>
        <Section title={t('jobForm.excludes')}>
          <ExcludeFields form={form} />
        </Section>
        <div className={classes.preview}>
          <Preview input={previewInputOf(form.values)} />
        </div>
        <Section title={t('jobForm.options')}>
          <OptionFields form={form} />
        </Section>
      </div>
    </div>
  )
}
