import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'
import { checkIds } from './check-ids.ts'

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** Writes a check: what it looks at, what it found, its figures, and the button that mends it. */
export function useCheckText() {
  const { t, i18n } = useTranslation('security')
  const format = useFormat()
  const value = (figure: string | number) =>
    typeof figure === 'number' ? format.count(figure) : instant.test(figure) ? format.minute(figure) : figure
  return (check: SecurityCheck) => {
    const known = checkIds.find((id) => id === check.id)
    const figures = Object.entries(check.evidence)
      .filter(([, figure]) => figure !== '')
      .map(([key, figure]) => `${i18n.t(`security:centre.evidence.${key}`, { defaultValue: key })} ${value(figure)}`)
      .join(' · ')
    if (known === undefined)
      return {
        title: check.id,
        sentence: t(`centre.state.${check.state}`),
        figures,
        mend: t('centre.unknownMend'),
      }
    const told = check.state === 'good' ? 'good' : check.state === 'bad' || check.state === 'weak' ? 'weak' : null
    return {
      title: t(`check.${known}.title`),
      sentence: told === null ? t(`centre.state.${check.state}`) : t(`check.${known}.${told}`),
      figures,
      mend: t(`check.${known}.mend`),
    }
  }
}
