import { useTranslation } from 'react-i18next'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { Check, Heartbeat } from '#shared/features/monitoring/values.ts'

type SourceStanding = Check['state'] | Heartbeat['state']

const tones: Readonly<Record<SourceStanding, StateTone>> = {
  up: 'good',
  down: 'failed',
  failed: 'failed',
  late: 'failed',
  waiting: 'information',
  unknown: 'off',
  paused: 'off',
}

/** Whether what is watched is there. */
export function SourceState({ state }: { readonly state: SourceStanding }) {
  const { t } = useTranslation('monitoring')
  return <StateBadge tone={tones[state]}>{t(`sources.state.${state}`)}</StateBadge>
}
