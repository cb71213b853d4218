import { useTranslation } from 'react-i18next'

type TextData = Readonly<Record<string, string | number>>

/**
 * Writes texts that the program names by code: "backup.task.verify" is the key `task.verify` of the namespace `backup`.
 * A code without a text is shown as it is, so that nothing is hidden.
 */
export function useCodedText(): (code: string, data: TextData) => string {
  const { i18n } = useTranslation()
  return (code, data) => {
    const dot = code.indexOf('.')
    const key = `${code.slice(0, dot)}:${code.slice(dot + 1)}`
    return i18n.t(key, { ...data, defaultValue: code })
  }
}
