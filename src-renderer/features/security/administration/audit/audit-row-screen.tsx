import { Button, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import type { AuditEntryView } from '#shared/features/security/contract/audit.ts'
import lists from '../components/lists.module.css'
import { auditRowQuery } from '../queries.ts'
import classes from './audit.module.css'
import { OutcomeBadge } from './audit-columns.tsx'
import { changesOf, furtherDetail, valueText } from './changes.ts'
import { useAuditText } from './use-audit-text.ts'

const route = getRouteApi('/security/audit/$rowId')

function Value({ value, kind }: { readonly value: unknown; readonly kind: 'gone' | 'come' }) {
  const { t } = useTranslation('security')
  const text = valueText(value)
  if (text === null) return t('audit.row.nothing')
  return <span className={`${classes.value} ${classes[kind]}`}>{text === '' ? '""' : text}</span>
}

function Changes({ detail }: { readonly detail: AuditEntryView['detail'] }) {
  const { t } = useTranslation('security')
  const changes = changesOf(detail)
  if (changes.length === 0) return null
  return (
    <Section title={t('audit.row.changes')}>
      <table className={lists.table}>
        <thead>
          <tr>
            <th scope="col">{t('audit.row.field')}</th>
            <th scope="col">{t('audit.row.before')}</th>
            <th scope="col">{t('audit.row.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <td className={lists.mono}>{change.field}</td>
              <td>
                <Value value={change.before} kind="gone" />
              </td>
              <td>
                <Value value={change.after} kind="come" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function RowFacts({ row }: { readonly row: AuditEntryView }) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const write = useAuditText()
  const mono = (text: string) => <span className={lists.mono}>{text}</span>
  return (
    <Facts
      facts={[
        { name: t('audit.row.at'), value: format.instant(row.at) },
        { name: t('audit.row.outcome'), value: <OutcomeBadge outcome={row.outcome} /> },
        { name: t('audit.row.caller'), value: `${write.caller(row)} (${t(`audit.callerKind.${row.callerKind}`)})` },
        ...(row.callerId === null ? [] : [{ name: t('audit.row.callerId'), value: mono(row.callerId) }]),
        { name: t('audit.row.address'), value: row.remoteAddress },
        { name: t('audit.row.transport'), value: row.transport },
        ...(row.userAgent === '' ? [] : [{ name: t('audit.row.device'), value: row.userAgent }]),
        { name: t('audit.row.action'), value: mono(row.action) },
        ...(row.target === null ? [] : [{ name: t('audit.row.target'), value: write.target(row) }]),
        ...(row.targetName === null ? [] : [{ name: t('audit.row.targetId'), value: mono(row.target ?? '') }]),
        ...(row.errorCode === null ? [] : [{ name: t('audit.row.error'), value: mono(row.errorCode) }]),
        ...(row.occurrences === 1 ? [] : [{ name: t('audit.row.occurrences'), value: format.count(row.occurrences) }]),
        { name: t('audit.row.request'), value: mono(row.requestId) },
        {
          name: t('audit.row.seq'),
          value: row.seq === null ? t('audit.unsealed') : format.count(row.seq),
        },
        ...(row.hash === null ? [] : [{ name: t('audit.row.hash'), value: mono(row.hash) }]),
      ]}
    />
  )
}

function RowDetail({ row }: { readonly row: AuditEntryView }) {
  const { t } = useTranslation('security')
  const navigate = route.useNavigate()
  const further = furtherDetail(row.detail)
  const { callerName, target } = row
  return (
    <Stack gap="md">
      <Section title={t('audit.row.title')}>
        <RowFacts row={row} />
        <Group gap="xs">
          {callerName === null ? null : (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void navigate({ to: '/security/audit', search: { caller: callerName } })}
            >
              {t('audit.row.sameCaller')}
            </Button>
          )}
          {target === null ? null : (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void navigate({ to: '/security/audit', search: { target } })}
            >
              {t('audit.row.sameTarget')}
            </Button>
          )}
        </Group>
      </Section>
      <Changes detail={row.detail} />
      {further.length === 0 ? null : (
        <Section title={t('audit.row.detail')}>
          <Facts
            facts={further.map(([name, value]) => ({ name, value: valueText(value) ?? t('audit.row.nothing') }))}
          />
        </Section>
      )}
    </Stack>
  )
}

/** One entry of the record beside the list: everything that is known, and what changed. */
export function AuditRowScreen() {
  const { t } = useTranslation('security')
  const { rowId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const write = useAuditText()
  const query = useQuery(auditRowQuery(rowId))
  return (
    <DetailDrawer
      opened
      onClose={() => void navigate({ to: '/security/audit', search })}
      title={query.data === undefined ? t('audit.row.title') : write.action(query.data.action)}
    >
      <Loaded query={query} heights={[280, 120]}>
        {(row) => <RowDetail row={row} />}
      </Loaded>
    </DetailDrawer>
  )
}
