import type { Format } from '#renderer/ui/format/use-format.ts'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Figures } from './figures.ts'
import { type PlotUnit, sampleText } from './unit-text.ts'

/** Columns of the table of a plot, whose rows are places on its axis; as plain text values have all their digits. */
export function figureColumns(
  figures: Figures,
  unit: PlotUnit,
  format: Format,
  timeHeader: string,
): readonly TableColumn<number>[] {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: format.timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const time = (row: number) => clock.format((figures.times[row] ?? 0) * 1000)
  return [
    { id: 'time', header: timeHeader, width: 180, fixed: true, cell: time, text: time },
    ...figures.lines.map(
      ({ key, name, values }): TableColumn<number> => ({
        id: key,
        header: name,
        minWidth: 120,
        align: 'end',
        cell: (row) => sampleText(format, unit, values[row]),
        text: (row) => String(values[row] ?? ''),
      }),
    ),
  ]
}

/** Rows of the table of a plot, newest first. */
export function figureRows(figures: Figures): readonly number[] {
  return figures.times.map((_time, index) => index).reverse()
}
