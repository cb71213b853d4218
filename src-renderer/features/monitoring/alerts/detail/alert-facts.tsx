import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Moment } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import type { Alert } from '#shared/features/monitoring/values.ts'
import { sampleText } from '../../plots/unit-text.ts'
import { MatcherList } from '../matchers/matcher-list.tsx'
import { matchersOf } from '../matchers/matcher-text.ts'

/** Everything known of an alert that its sentence does not say. */
export function AlertFacts({ alert, expression }: { readonly alert: Alert; readonly expression: string }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return (
    <Section title={t('alerts.facts.title')}>
      <Facts
        facts={[
          { name: t('alerts.facts.rule'), value: alert.rule },
          { name: t('alerts.facts.value'), value: sampleText(format, 'none', alert.value) },
          { name: t('alerts.facts.active'), value: <Moment at={alert.activeAt} /> },
          ...(alert.firedAt === null ? [] : [{ name: t('alerts.facts.fired'), value: <Moment at={alert.firedAt} /> }]),
          ...(alert.resolvedAt === null
            ? []
            : [{ name: t('alerts.facts.resolved'), value: <Moment at={alert.resolvedAt} /> }]),
          ...alert.mutedBy.map((mute) => ({
            name: t('alerts.facts.muted'),
            value: t(`alerts.mute.${mute.kind}`, { name: mute.name }),
          })),
          { name: t('alerts.facts.labels'), value: <MatcherList matchers={matchersOf(alert.labels)} /> },
          {
            name: t('alerts.facts.expression'),
            value: (
              <code translate="no" style={{ fontSize: 12.5 }}>
                {expression}
              </code>
            ),
          },
        ]}
      />
    </Section>
  )
}
