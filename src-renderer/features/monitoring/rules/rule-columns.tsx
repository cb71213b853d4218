import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Rule } from '#shared/features/monitoring/values.ts'
import { SeverityBadge } from '../alerts/alert-state.tsx'
import { RuleHealth, ruleStanding } from './rule-health.tsx'

type Column = TableColumn<Rule>

function useFigureColumns(): readonly Column[] {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return [
    {
      id: 'expression',
      header: t('rules.column.expression'),
      minWidth: 200,
      cell: ({ expression }) => (
        <code title={expression} translate="no" style={{ fontSize: 12 }}>
          {expression}
        </code>
      ),
      text: ({ expression }) => expression,
    },
    {
      id: 'for',
      header: t('rules.column.for'),
      width: 92,
      align: 'end',
      cell: ({ forSeconds }) => (forSeconds === 0 ? t('rules.atOnce') : format.duration(forSeconds * 1000)),
      text: ({ forSeconds }) => String(forSeconds),
    },
    {
      id: 'evaluated',
      header: t('rules.column.evaluated'),
      width: 112,
      hidden: true,
      cell: ({ lastEvaluatedAt }) => (lastEvaluatedAt === null ? null : <RelativeTime at={lastEvaluatedAt} />),
      text: ({ lastEvaluatedAt }) => (lastEvaluatedAt === null ? '' : format.instant(lastEvaluatedAt)),
    },
    {
      id: 'took',
      header: t('rules.column.took'),
      width: 92,
      align: 'end',
      hidden: true,
      cell: ({ evaluationMs }) =>
        evaluationMs === null ? null : `${format.count(Math.round(evaluationMs * 10) / 10)} ms`,
      text: ({ evaluationMs }) => String(evaluationMs ?? ''),
    },
  ]
}

/** Columns of the list of rules. */
export function useRuleColumns(): readonly Column[] {
  const { t } = useTranslation('monitoring')
  const tuned = ({ override, isEnabled }: Rule) => (override === null && isEnabled ? '' : t('rules.tuned'))
  return [
    {
      id: 'name',
      header: t('rules.column.name'),
      minWidth: 190,
      fixed: true,
      cell: ({ name }) => <span title={name}>{name}</span>,
      text: ({ name }) => name,
    },
    {
      id: 'severity',
      header: t('rules.column.severity'),
      width: 104,
      cell: ({ severity }) => (severity === null ? null : <SeverityBadge severity={severity} />),
      text: ({ severity }) => (severity === null ? '' : t(`severity.${severity}`)),
    },
    {
      id: 'health',
      header: t('rules.column.health'),
      width: 140,
      cell: (rule) => <RuleHealth rule={rule} />,
      text: (rule) => t(`rules.standing.${ruleStanding(rule)}`),
    },
    {
      id: 'group',
      header: t('rules.column.group'),
      width: 160,
      cell: ({ file, group }) => <span title={`${file} / ${group}`}>{group}</span>,
      text: ({ file, group }) => `${file} / ${group}`,
    },
    ...useFigureColumns(),
    { id: 'tuned', header: t('rules.column.tuned'), width: 88, cell: tuned, text: tuned },
  ]
}
