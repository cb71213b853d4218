import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import { AreaPage } from '../layout/area-page.tsx'
import { incidentQuery } from '../queries.ts'
import classes from './incident.module.css'
import { IncidentPlan } from './incident-plan.tsx'
import type { IncidentStatus } from './incident-status.ts'
import { IncidentSteps } from './incident-steps.tsx'

function State({ status }: { readonly status: IncidentStatus }) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const { signInsFrozenSince, breakGlassUsers } = status
  return (
    <Section title={t('incident.state')}>
      <Facts
        facts={[
          {
            name: t('incident.signIns'),
            value:
              signInsFrozenSince === null ? (
                <StateBadge tone="good">{t('incident.open')}</StateBadge>
              ) : (
                <>
                  <StateBadge tone="failed">{t('incident.frozen')}</StateBadge>{' '}
                  {t('incident.frozenBy', { at: format.minute(signInsFrozenSince), name: status.frozenBy ?? '…' })}
                </>
              ),
          },
          {
            name: t('incident.breakGlass'),
            value:
              breakGlassUsers.length === 0
                ? t('incident.none')
                : breakGlassUsers
                    .map(({ name, expiresAt }) => t('incident.breakGlassUntil', { name, at: format.minute(expiresAt) }))
                    .join(', '),
          },
        ]}
      />
    </Section>
  )
}

/** What to do when somebody may have broken in: each step one button, the written plan beside it. */
export function IncidentScreen() {
  const { t } = useTranslation('security')
  const query = useQuery(incidentQuery())
  return (
    <AreaPage title={t('area.incident')} description={t('incident.text')}>
      <div className={classes.columns}>
        <div className={classes.steps}>
          <Loaded query={query} heights={[96, 140, 140, 140]}>
            {(status) => (
              <>
                <State status={status} />
                <IncidentSteps status={status} />
              </>
            )}
          </Loaded>
        </div>
        <IncidentPlan />
      </div>
    </AreaPage>
  )
}
