import { Loader, SegmentedControl, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import type { previewSchema } from '#shared/features/backup/values.ts'
import { type PreviewInput, previewQuery } from '../../queries.ts'
import classes from './job-form.module.css'
import { PreviewSamples, type PreviewShown } from './preview-samples.tsx'

type PreviewData = z.infer<typeof previewSchema>

function Figures({ preview }: { readonly preview: PreviewData }) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const more = preview.incomplete ? '+' : ''
  const shown = (value: number) => `${format.count(value)}${more}`
  return (
    <dl className={classes.figures}>
      <div>
        <dt>{t('jobForm.preview.included')}</dt>
        <dd>
          {format.bytes(preview.includedBytes)}
          {more}
          <small>
            {t('jobForm.preview.files', { count: preview.includedFiles, shown: shown(preview.includedFiles) })}
          </small>
        </dd>
      </div>
      <div>
        <dt>{t('jobForm.preview.excluded')}</dt>
        <dd>
          {t('jobForm.preview.entries', { count: preview.excludedEntries, shown: shown(preview.excludedEntries) })}
        </dd>
      </div>
    </dl>
  )
}

function PreviewContent({ preview }: { readonly preview: PreviewData }) {
  const { t } = useTranslation('backup')
  const [chosen, setChosen] = useState<PreviewShown>('excluded')
  const count = (included: boolean) => preview.samples.filter((sample) => sample.included === included).length
  const choices = [
    { value: 'excluded', label: t('jobForm.preview.showExcluded', { count: count(false) }) },
    { value: 'included', label: t('jobForm.preview.showIncluded', { count: count(true) }) },
    ...(preview.problems.length === 0
      ? []
      : [{ value: 'problems', label: t('jobForm.preview.problems', { count: preview.problems.length }) }]),
  ]
  const shown = chosen === 'problems' && preview.problems.length === 0 ? 'excluded' : chosen
  return (
    <>
      <Figures preview={preview} />
      {preview.incomplete ? (
        <Text fz="sm" c="dimmed">
          {t('jobForm.preview.incomplete')}
        </Text>
      ) : null}
      <SegmentedControl
        size="xs"
        aria-label={t('jobForm.preview.show')}
        value={shown}
        data={choices}
        onChange={(value) => setChosen(value === 'included' || value === 'problems' ? value : 'excluded')}
      />
      <PreviewSamples preview={preview} shown={shown} />
    </>
  )
}

/** What the job would save and leave out just now, found out by looking while one edits. */
export function Preview({ input }: { readonly input: PreviewInput }) {
  const { t } = useTranslation('backup')
  const [settled] = useDebouncedValue(input, 500)
  const query = useQuery(previewQuery(settled))
  const isBehind = query.isFetching || JSON.stringify(settled) !== JSON.stringify(input)
  return (
    <Section
      title={t('jobForm.preview.title')}
      actions={
        isBehind && input.sources.length > 0 ? (
          <Loader size={16} role="img" aria-label={t('jobForm.preview.refreshing')} />
        ) : null
      }
    >
      {input.sources.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('jobForm.preview.none')}
        </Text>
      ) : query.error !== null ? (
        <ErrorPanel error={query.error} level="warning" onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <LoadingCards heights={[56, 300]} />
      ) : (
        <PreviewContent preview={query.data} />
      )}
    </Section>
  )
}
