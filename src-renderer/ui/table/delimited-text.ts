import type { TableColumn } from './column.ts'

/** Also in full width, which spreadsheets in Japanese take for the same. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/
const plainNumber = /^[+-]?[\d.,]+$/

function withoutFormula(text: string): string {
  return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text
}

function csvCell(text: string): string {
  const safe = withoutFormula(text)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as CSV (RFC 4180) with a byte-order mark, so that spreadsheets read Japanese; no cell can act as a formula. */
export function toCsv<T>(columns: readonly TableColumn<T>[], rows: readonly T[]): string {
  const lines = [
    columns.map((column) => csvCell(column.header)),
    ...rows.map((row) => columns.map((column) => csvCell(column.text(row)))),
  ]
  return `\uFEFF${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`
}

/** Rows as tab-separated text for the clipboard; no cell can act as a formula where it is pasted. */
export function toClipboardText<T>(columns: readonly TableColumn<T>[], rows: readonly T[]): string {
  const flat = (text: string) => withoutFormula(text).replaceAll(/[\t\r\n]+/g, ' ')
  const lines = [
    columns.map((column) => flat(column.header)),
    ...rows.map((row) => columns.map((column) => flat(column.text(row)))),
  ]
  return lines.map((cells) => cells.join('\t')).join('\n')
}

/** Hands something to the person as a file. */
export function saveFile(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}

/** Hands text to the person as a file. */
export function saveTextFile(fileName: string, mediaType: string, text: string): void {
  saveFile(fileName, new Blob([text], { type: `${mediaType};charset=utf-8` }))
}
