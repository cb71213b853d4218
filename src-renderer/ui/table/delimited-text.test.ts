import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TableColumn } from './column.ts'
import { toClipboardText, toCsv } from './delimited-text.ts'

interface Row {
  readonly name: string
  readonly size: string
}

const columns: readonly TableColumn<Row>[] = [
  { id: 'name', header: '名前', cell: (row) => row.name, text: (row) => row.name },
  { id: 'size', header: 'Size, bytes', cell: (row) => row.size, text: (row) => row.size },
]

function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.slice(0, -1)
}

describe('tables as text', () => {
  it('survive a reader of CSV whatever the cells hold', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string({ unit: 'grapheme' }), size: fc.string() })), (rows) => {
        const read = readCsv(toCsv(columns, rows).slice(1))
        const back = read.slice(1).map(([name, size]) => ({ name, size }))
        expect(read[0]).toEqual(['名前', 'Size, bytes'])
        expect(
          back.map((row) => ({
            name: row.name?.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''),
            size: row.size?.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''),
          })),
        ).toEqual(
          rows.map((row) => ({
            name: row.name.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''),
            size: row.size.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''),
          })),
        )
      }),
    )
  })

  it('never hand a formula to a spreadsheet, and leave negative numbers alone', () => {
    const csv = toCsv(columns, [{ name: '=HYPERLINK("http://x")', size: '-12.5' }])
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")",-12.5`)
  })

  it.each(['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1+1', '－1+1', '＠SUM(1)'])(
    'take its power from %j, in files and on the clipboard',
    (name) => {
      const rows = [{ name, size: '-1' }]
      expect(toCsv(columns, rows).split('\r\n').slice(1).join('\r\n')).toMatch(/^"?'/)
      expect(toClipboardText(columns, rows).split('\n')[1]).toMatch(/^'.*\t-1$/)
    },
  )

  it('put one row on one line of the clipboard', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string(), size: fc.string() })), (rows) => {
        const lines = toClipboardText(columns, rows).split('\n')
        expect(lines).toHaveLength(rows.length + 1)
        for (const line of lines) expect(line.split('\t')).toHaveLength(2)
      }),
    )
  })
})
