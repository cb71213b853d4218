import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { errorText } from '#shared/contract/error-text.ts'
import type { ErrorText } from '#shared/contract/texts/error-texts.ts'
import { failureOf, isExpected, type ShownFailure } from './failure.ts'

/** Writes failures in the person's language. Takes whatever was thrown. */
export function useFailureText(): (error: unknown) => ErrorText & { readonly failure: ShownFailure } {
  const { t } = useTranslation('ui')
  const { language } = useFormat()
  return (error) => {
    const failure = failureOf(error)
    if (isExpected(failure)) return { ...errorText(language, failure.code, failure.data), failure }
    const kind = failure.code === 'CONNECTION_LOST' ? 'connectionLost' : 'unexpected'
    return {
      failure,
      title: t(`failure.${kind}.title`),
      whatHappened: t(`failure.${kind}.whatHappened`),
      whatWasKept: t(`failure.${kind}.whatWasKept`),
      whatToDo: t(`failure.${kind}.whatToDo`),
    }
  }
}
