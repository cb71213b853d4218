import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { MarkdownSheet } from '#renderer/ui/sheet/sheet.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { runbookQuery } from '../queries.ts'

/** What to do about an alert, as its rule's runbook says. */
export function Runbook({ name }: { readonly name: string }) {
  const { t } = useTranslation('monitoring')
  const { language } = useFormat()
  const query = useQuery(runbookQuery(name, language))
  return (
    <Section title={t('alerts.runbook')}>
      <Loaded query={query} heights={[200]}>
        {({ markdown }) => <MarkdownSheet label={t('alerts.runbookOf', { name })} markdown={markdown} />}
      </Loaded>
    </Section>
  )
}
