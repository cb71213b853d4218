import { Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Moment, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { Approval } from '#shared/features/security/contract/rights.ts'
import lists from '../components/lists.module.css'
import { useRowOf } from '../components/use-row-of.ts'
import { approvalsQuery } from '../queries.ts'
import { ApprovalState } from './approval-state.tsx'
import { DecideForm } from './decide-form.tsx'

const route = getRouteApi('/security/approvals/$approvalId')

function ApprovalFacts({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation('security')
  const { decidedBy, decidedAt } = approval
  return (
    <Facts
      facts={[
        { name: t('approvals.facts.target'), value: approval.target },
        { name: t('approvals.facts.by'), value: approval.requestedBy.name },
        { name: t('approvals.facts.at'), value: <Moment at={approval.requestedAt} /> },
        ...(approval.state === 'waiting'
          ? [{ name: t('approvals.facts.expires'), value: <RelativeTime at={approval.expiresAt} /> }]
          : []),
        ...(decidedBy === null ? [] : [{ name: t('approvals.facts.decidedBy'), value: decidedBy.name }]),
        ...(decidedAt === null ? [] : [{ name: t('approvals.facts.decidedAt'), value: <Moment at={decidedAt} /> }]),
        ...(approval.reason === '' ? [] : [{ name: t('approvals.facts.reason'), value: approval.reason }]),
        { name: t('approvals.facts.action'), value: <span className={lists.mono}>{approval.action}</span> },
      ]}
    />
  )
}

function ApprovalDetail({ approval }: { readonly approval: Approval }) {
  const { t, i18n } = useTranslation('security')
  const details = Object.entries(approval.detail)
  return (
    <Stack gap="md">
      <Section title={t('approvals.summary')}>
        <ApprovalFacts approval={approval} />
      </Section>
      {details.length === 0 ? null : (
        <Section title={t('approvals.details')}>
          <Facts
            facts={details.map(([key, value]) => ({
              name: i18n.t(`security:approvals.detail.${key}`, { defaultValue: key }),
              value: value === null ? '—' : String(value),
            }))}
          />
        </Section>
      )}
      {approval.failureCode === null ? null : <ErrorPanel error={{ code: approval.failureCode }} />}
      {approval.state === 'waiting' ? <DecideForm approval={approval} /> : null}
    </Stack>
  )
}

/** One request beside the list: what is asked for, by whom, and the decision. */
export function ApprovalScreen() {
  const { t } = useTranslation('security')
  const { approvalId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const source = useTableSource(useInfiniteQuery(approvalsQuery('all')))
  const { row: approval, isSearching } = useRowOf(source, (one) => one.id === approvalId)
  return (
    <DetailDrawer
      opened
      onClose={() => void navigate({ to: '/security/approvals', search })}
      title={approval === undefined ? t('approvals.summary') : t(`approvals.kind.${approval.kind}`)}
      badge={approval === undefined ? null : <ApprovalState approval={approval} />}
    >
      {source.error === null ? null : <ErrorPanel error={source.error} onRetry={source.reload} />}
      {approval !== undefined ? (
        <ApprovalDetail approval={approval} />
      ) : isSearching ? (
        <LoadingCards heights={[160, 120]} />
      ) : source.error === null ? (
        <Text>{t('approvals.none')}</Text>
      ) : null}
    </DetailDrawer>
  )
}
