import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { scheduleQuery } from '../../queries.ts'
import classes from './job-form.module.css'

/** A schedule in words and its next five runs, as the program will keep them. */
export function NextRuns({ cron, timeZone }: { readonly cron: string; readonly timeZone: string }) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const [settled] = useDebouncedValue(cron.trim(), 300)
  const query = useQuery({ ...scheduleQuery(settled, timeZone, format.language), enabled: settled !== '' })
  if (settled === '') return null
  if (query.error !== null) return <ErrorPanel error={query.error} level="warning" />
  if (query.data === undefined) return null
  return (
    <div aria-live="polite">
      <Text fw={600} fz="sm">
        {query.data.text}
      </Text>
      <Text fz="sm" c="dimmed" mt={4}>
        {t('jobForm.next')}
      </Text>
      <ol className={classes.runs}>
        {query.data.nextRuns.map((at) => (
          <li key={at}>
            {format.minute(at)}
            {' · '}
            <RelativeTime at={at} />
          </li>
        ))}
      </ol>
    </div>
  )
}
