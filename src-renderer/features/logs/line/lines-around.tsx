import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import type { LogLine } from '#shared/features/logs/contract.ts'
import { LogRows } from '../lines/log-rows.tsx'
import { useTimeStyle } from '../lines/time-style.tsx'
import { linesAroundQuery } from '../queries.ts'

/** What was written just before and after a line, whatever the filter. */
export function LinesAround(props: {
  readonly source: string
  readonly id: string
  readonly onOpen: (line: LogLine) => void
}) {
  const { t } = useTranslation('logs')
  const [timeStyle] = useTimeStyle()
  const query = useQuery(linesAroundQuery(props.source, props.id))
  return (
    <Section title={t('line.around')} description={t('line.aroundText')}>
      <Loaded query={query} heights={[260]}>
        {({ items }) => (
          <LogRows
            label={t('line.around')}
            lines={items}
            keyOf={({ id }) => id}
            words={[]}
            timeStyle={timeStyle}
            openKey={props.id}
            onOpen={props.onOpen}
            height={286}
            align="center"
          />
        )}
      </Loaded>
    </Section>
  )
}
