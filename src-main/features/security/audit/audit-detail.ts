import { Redaction } from '#main/platform/log/redaction.ts'

const longestDetail = 16_000
const shownOfLonger = 8_000
const longestValue = 500

const redaction = new Redaction()

/** What is worth knowing of a change as its row keeps it: secrets masked by name and shape, the length bounded. */
export function auditDetailText(detail: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(redaction.value(detail))
  if (text.length <= longestDetail) return storable(text)
  const { targetName } = detail
  const name = typeof targetName === 'string' ? { targetName: auditText(targetName) } : {}
  return JSON.stringify({ ...name, shortened: storable(text.slice(0, shownOfLonger)), characters: text.length })
}

/** Text of a column: what no database keeps is replaced, what is too long is cut. */
export function auditText(text: string): string {
  return storable(redaction.text(text.slice(0, longestValue)))
}

export function auditTextOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : auditText(text)
}

/** PostgreSQL takes no NUL, and no engine keeps half a character. */
function storable(text: string): string {
  return text.replaceAll('\0', '\u{fffd}').toWellFormed()
}
