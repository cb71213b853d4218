import type { ErrorCode, ErrorData } from './errors.ts'
import type { Language } from './identifiers.ts'
import type { ErrorText, ErrorTexts } from './texts/error-texts.ts'
import { errorsEn } from './texts/errors-en.ts'
import { errorsJa } from './texts/errors-ja.ts'

const languages: Readonly<Record<Language, ErrorTexts>> = { ja: errorsJa, en: errorsEn }

/** What a person reads about an error in their language: what happened, what was kept, what to do next. */
export function errorText<C extends ErrorCode>(language: Language, code: C, data: ErrorData<C>): ErrorText {
  return languages[language][code](data)
}
