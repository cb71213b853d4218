import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { MarkdownText } from '#renderer/ui/sheet/markdown-text.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { runbookQuery } from '../queries.ts'
import classes from './runbook.module.css'

/** What to do about an alert, as its rule's runbook says. */
export function Runbook({ name }: { readonly name: string }) {
  const { t } = useTranslation('monitoring')
  const { language } = useFormat()
  const query = useQuery(runbookQuery(name, language))
  return (
    <Section title={t('alerts.runbook')}>
      <Loaded query={query} heights={[200]}>
        {({ markdown }) => (
          <div className={classes.text}>
            <MarkdownText markdown={markdown} />
          </div>
        )}
      </Loaded>
    </Section>
  )
}
