import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { SecurityCheck } from '#shared/features/security/contract/centre.ts'
import { checkIds, graverIds } from './check-ids.ts'

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

const words = ['keychain', 'safe-storage', 'passphrase-file', 'key-file', 'memory', 'none', 'generated', 'own'] as const

/** Figures that answer yes or no. */
const answers: readonly string[] = ['on', 'enabled', 'shared']

/** Writes a check: what it looks at, what it found, its figures, and the button that mends it. */
export function useCheckText() {
  const { t, i18n } = useTranslation('security')
  const format = useFormat()
  const value = (key: string, figure: string | number) => {
    if (answers.includes(key)) return t(figure === 0 ? 'centre.evidenceValue.no' : 'centre.evidenceValue.yes')
    if (typeof figure === 'number') return format.count(figure)
    if (instant.test(figure)) return format.minute(figure)
    const word = words.find((known) => known === figure)
    return word === undefined ? figure : t(`centre.evidenceValue.${word}`)
  }
  const sentence = (id: (typeof checkIds)[number], state: SecurityCheck['state']) => {
    const graver = graverIds.find((one) => one === id)
    if (state === 'bad' && graver !== undefined) return t(`check.${graver}.bad`)
    if (state === 'good') return t(`check.${id}.good`)
    return state === 'bad' || state === 'weak' ? t(`check.${id}.weak`) : t(`centre.state.${state}`)
  }
  return (check: SecurityCheck) => {
    const known = checkIds.find((id) => id === check.id)
    const figures = Object.entries(check.evidence)
      .filter(([, figure]) => figure !== '')
      .map(
        ([key, figure]) => `${i18n.t(`security:centre.evidence.${key}`, { defaultValue: key })} ${value(key, figure)}`,
      )
      .join(' · ')
    if (known === undefined)
      return {
        title: check.id,
        sentence: t(`centre.state.${check.state}`),
        figures,
        mend: t('centre.unknownMend'),
      }
    return {
      title: t(`check.${known}.title`),
      sentence: sentence(known, check.state),
      figures,
      mend: t(`check.${known}.mend`),
    }
  }
}
