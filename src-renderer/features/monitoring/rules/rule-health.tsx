import { useTranslation } from 'react-i18next'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { Rule } from '#shared/features/monitoring/values.ts'

/** How a rule does: switched off, firing, unable to judge, or fine. */
export type RuleStanding = 'off' | 'error' | 'no-data' | 'firing' | 'pending' | 'ok' | 'unknown'

export function ruleStanding(rule: Pick<Rule, 'isEnabled' | 'health' | 'firing' | 'pending'>): RuleStanding {
  if (!rule.isEnabled) return 'off'
  if (rule.health === 'error') return 'error'
  if (rule.firing > 0) return 'firing'
  if (rule.pending > 0) return 'pending'
  return rule.health
}

const tones: Readonly<Record<RuleStanding, StateTone>> = {
  off: 'off',
  error: 'failed',
  'no-data': 'warning',
  firing: 'failed',
  pending: 'warning',
  ok: 'good',
  unknown: 'off',
}

export function RuleHealth({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation('monitoring')
  const standing = ruleStanding(rule)
  return (
    <StateBadge tone={tones[standing]}>
      {standing === 'firing' ? t('rules.firing', { count: rule.firing }) : t(`rules.standing.${standing}`)}
    </StateBadge>
  )
}
