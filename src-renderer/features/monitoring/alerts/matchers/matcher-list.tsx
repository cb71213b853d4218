import { useTranslation } from 'react-i18next'
import type { Matcher } from '#shared/features/monitoring/values.ts'
import { matcherText } from './matcher-text.ts'
import classes from './matchers.module.css'

/** Conditions as small labels; none of them means everything. */
export function MatcherList({ matchers }: { readonly matchers: readonly Matcher[] }) {
  const { t } = useTranslation('monitoring')
  if (matchers.length === 0) return <span>{t('matchers.everything')}</span>
  return (
    <span className={classes.list} translate="no">
      {matchers.map((matcher) => (
        <code key={matcherText(matcher)} className={classes.matcher}>
          {matcherText(matcher)}
        </code>
      ))}
    </span>
  )
}
