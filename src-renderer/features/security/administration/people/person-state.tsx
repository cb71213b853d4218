import { useTranslation } from 'react-i18next'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { User } from '#shared/features/security/values.ts'

const twoFactorTones: Readonly<Record<User['twoFactor'], StateTone>> = {
  on: 'good',
  off: 'off',
  required: 'warning',
}

/** Whether somebody can sign in at all. */
export function PersonState({ user }: { readonly user: Pick<User, 'state' | 'breakGlass'> }) {
  const { t } = useTranslation('security')
  if (user.breakGlass) return <StateBadge tone="failed">{t('person.breakGlass')}</StateBadge>
  return <StateBadge tone={user.state === 'active' ? 'good' : 'off'}>{t(`person.state.${user.state}`)}</StateBadge>
}

/** Whether somebody has a second factor. */
export function TwoFactorState({ user }: { readonly user: Pick<User, 'twoFactor'> }) {
  const { t } = useTranslation('security')
  return <StateBadge tone={twoFactorTones[user.twoFactor]}>{t(`person.twoFactor.${user.twoFactor}`)}</StateBadge>
}
