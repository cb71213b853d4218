import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { MarkdownSheet } from '#renderer/ui/sheet/sheet.tsx'
import planEn from '../../../../../resources/incident-plan.en.md?raw'
import planJa from '../../../../../resources/incident-plan.ja.md?raw'

/** The written plan, to read beside the buttons and to print. */
export function IncidentPlan() {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  return (
    <Section
      title={t('incident.plan')}
      description={t('incident.planText')}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('incident.print')}
        </Button>
      }
    >
      <MarkdownSheet label={t('incident.plan')} markdown={language === 'ja' ? planJa : planEn} />
    </Section>
  )
}
