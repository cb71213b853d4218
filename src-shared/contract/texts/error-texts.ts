import type { ErrorCode, ErrorData } from '../errors.ts'

/** What a person reads about an error, in whole sentences. */
export interface ErrorText {
  /** One short line without a full stop. */
  readonly title: string
  readonly whatHappened: string
  /** What is safe in spite of the error; absent where nothing was at risk. */
  readonly whatWasKept?: string
  readonly whatToDo: string
}

/** The texts of one language: a text for every code, made of the data of that code. */
export type ErrorTexts = { readonly [C in ErrorCode]: (data: ErrorData<C>) => ErrorText }
