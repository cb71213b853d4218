import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { previewSchema } from '#shared/features/backup/values.ts'
import classes from './job-form.module.css'
import { previewRuleOf } from './preview-rule.ts'

type PreviewData = z.infer<typeof previewSchema>
export type PreviewShown = 'excluded' | 'included' | 'problems'

interface Line {
  readonly path: string
  readonly note: string
}

function useLines(preview: PreviewData, shown: PreviewShown): readonly Line[] {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const ruleText = (rule: string) => {
    const read = previewRuleOf(rule)
    switch (read.kind) {
      case 'pattern':
        return read.pattern
      case 'marker':
        return t('jobForm.preview.markerRule', { name: read.name })
      case 'too-large':
        return t('jobForm.preview.tooLargeRule')
      case 'other-file-system':
        return t('jobForm.preview.otherFileSystemRule')
    }
  }
  if (shown === 'problems')
    return preview.problems.map(({ path, code }) => ({
      path: path.display,
      note: t(`execution.problem.${code}.what`),
    }))
  return preview.samples
    .filter((sample) => sample.included === (shown === 'included'))
    .map(({ path, rule, sizeBytes }) => ({
      path,
      note: rule !== null ? ruleText(rule) : sizeBytes === null ? '' : format.bytes(sizeBytes),
    }))
}

/** Examples of what is taken, of what each rule leaves out, or of what cannot be read. */
export function PreviewSamples({ preview, shown }: { readonly preview: PreviewData; readonly shown: PreviewShown }) {
  const { t } = useTranslation('backup')
  const lines = useLines(preview, shown)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region is reached by the keyboard
    <ul className={classes.samples} aria-label={t('jobForm.preview.show')} tabIndex={0}>
      {lines.length === 0 ? <li className={classes.sample}>{t('jobForm.preview.sampleNone')}</li> : null}
      {lines.map((line) => (
        <li key={line.path} className={classes.sample}>
          <span className={classes.samplePath} translate="no">
            {line.path}
          </span>
          <span className={classes.rule}>{line.note}</span>
        </li>
      ))}
    </ul>
  )
}
