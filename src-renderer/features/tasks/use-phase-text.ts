import { useTranslation } from 'react-i18next'
import { useCodedText } from '#renderer/ui/coded-text.ts'

/** What a task does just now, from the phase in its progress; undefined where nothing is known of it. */
export function usePhaseText(): (phase: string | undefined) => string | undefined {
  const { i18n } = useTranslation()
  const write = useCodedText()
  return (phase) =>
    phase !== undefined && i18n.exists(`tasks:phase.${phase}`) ? write(`tasks.phase.${phase}`, {}) : undefined
}
