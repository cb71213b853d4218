import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { BackupProblem } from '#shared/features/backup/values.ts'
import classes from './detail.module.css'

function ProblemItem({ problem }: { readonly problem: BackupProblem }) {
  const { t } = useTranslation('backup')
  return (
    <li className={classes.item}>
      <div className={classes.path} translate="no">
        {problem.path.display}
      </div>
      <div>{t(`execution.problem.${problem.code}.what`)}</div>
      <div className={classes.todo}>
        {t(`execution.problem.${problem.code}.todo`)}{' '}
        {problem.reason === '' ? null : t('execution.problems.reason', { reason: problem.reason })}
      </div>
    </li>
  )
}

/** What went wrong with single files: what, why, and what to do. */
export function Problems({ problems, total }: { readonly problems: readonly BackupProblem[]; readonly total: number }) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const title = t('execution.problems.title', { count: total, shown: format.count(total) })
  return (
    <Section title={title} icon={<StateIcon tone="warning" />}>
      {total > problems.length ? (
        <Text fz="sm" c="dimmed">
          {t('execution.problems.shownFirst', { count: problems.length })}
        </Text>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region is reached by the keyboard */}
      <section className={classes.scroller} aria-label={title} tabIndex={0}>
        <ul className={classes.list}>
          {problems.map((problem) => (
            <ProblemItem key={`${problem.code} ${problem.path.quoted}`} problem={problem} />
          ))}
        </ul>
      </section>
    </Section>
  )
}
