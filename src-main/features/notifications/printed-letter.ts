import type { Language } from '#shared/contract/identifiers.ts'

/** A letter as it is printed or saved. */
export interface PrintedLetter {
  readonly fileName: string
  readonly text: string
}

/** The letter for handing over on paper: its subject as the heading, and a name for the file that says no secret. */
export function printedLetter(letter: {
  readonly language: Language
  readonly recipient: string
  readonly subject: string
  readonly text: string
  readonly writtenAt: Date
}): PrintedLetter {
  const { language, recipient, subject, text, writtenAt } = letter
  const date = writtenAt.toISOString().slice(0, 10)
  const safe = recipient.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
  const start = language === 'ja' ? '手紙' : 'letter'
  return {
    fileName: `${[start, safe, date].filter((part) => part !== '').join('-')}.txt`,
    text: `${subject}\n\n${text.trimEnd()}\n`,
  }
}
