import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { StateIcon, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { Overview } from '../queries.ts'
import classes from './verdict.module.css'

const tones: Readonly<Record<Overview['verdict'], StateTone>> = {
  good: 'good',
  attention: 'warning',
  failing: 'failed',
  'nothing-yet': 'off',
}

/** One sentence that answers whether the site is all right. */
export function Verdict({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const tone = tones[overview.verdict]
  const summary = t('summary', {
    jobs: format.count(overview.jobCount),
    repositories: format.count(overview.repositoryCount),
  })
  const stored = overview.storedBytes === null ? null : t('stored', { size: format.bytes(overview.storedBytes) })
  return (
    <div className={classes.verdict} data-tone={tone}>
      <StateIcon tone={tone} size={32} />
      <div>
        <Title order={2} fz="xl" className={classes.sentence}>
          {t(`verdict.${overview.verdict}`)}
        </Title>
        <Text fz="sm" c="dimmed">
          {stored === null ? summary : `${summary} · ${stored}`}
        </Text>
      </div>
    </div>
  )
}
