import type { Plot, SampleValue } from '#shared/features/monitoring/values.ts'

type Labels = Readonly<Record<string, string>>

/** A line of a plot with the name that people read. */
export interface FigureLine {
  /** Tells it from the other lines of its plot, also when their order changes. */
  readonly key: string
  readonly name: string
  readonly values: readonly SampleValue[]
  readonly minima: readonly SampleValue[] | null
  readonly maxima: readonly SampleValue[] | null
}

/** Lines over one axis of moments in seconds since 1970, as a plot, its table and its CSV show them. */
export interface Figures {
  readonly times: readonly number[]
  readonly lines: readonly FigureLine[]
  readonly omitted: number
  readonly warnings: readonly string[]
}

/** One answered query of a plot, and how its lines are named: `{{label}}` stands for a label's value. */
export interface AnsweredQuery {
  readonly plot: Plot
  readonly legend: string
  readonly expression: string
}

/** Labels as PromQL writes them. */
export function labelsText(labels: Labels): string {
  const { __name__: name = '', ...rest } = labels
  const pairs = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return pairs.length === 0 ? name : `${name}{${pairs.join(', ')}}`
}

/** Name of a line: by its legend, else by what tells it from the others, else by its expression. */
export function lineName(labels: Labels, legend: string, expression: string, common: ReadonlySet<string>): string {
  const written = legend
    .replaceAll(/\{\{\s*([a-zA-Z_]\w*)\s*\}\}/g, (_whole, label: string) => labels[label] ?? '')
    .trim()
  if (written !== '') return written
  const own = Object.fromEntries(Object.entries(labels).filter(([label]) => !common.has(label)))
  const values = Object.entries(own).filter(([label]) => label !== '__name__')
  if (values.length === 1 && values[0] !== undefined) return values[0][1]
  return labelsText(own) || labelsText(labels) || expression
}

/** Labels that are the same on every line, which need no saying. */
export function commonLabels(all: readonly Labels[]): ReadonlySet<string> {
  const [first, ...rest] = all
  if (first === undefined || rest.length === 0) return new Set()
  return new Set(Object.keys(first).filter((label) => rest.every((one) => one[label] === first[label])))
}

function onAxis(times: ReadonlyMap<number, number>, own: readonly number[], values: readonly SampleValue[]) {
  const placed = Array<SampleValue>(times.size).fill(null)
  for (const [index, time] of own.entries()) placed[times.get(time) ?? 0] = values[index] ?? null
  return placed
}

/** Joins the answers of a plot's queries on one axis of times. */
export function figuresOf(queries: readonly AnsweredQuery[]): Figures {
  const timesMs = [...new Set(queries.flatMap(({ plot }) => plot.timesMs))].sort((left, right) => left - right)
  const place = new Map(timesMs.map((time, index) => [time, index]))
  const lines = queries.flatMap(({ plot, legend, expression }, query) => {
    const common = commonLabels(plot.series.map(({ labels }) => labels))
    const spread = (values: readonly SampleValue[]) => onAxis(place, plot.timesMs, values)
    return plot.series.map(
      ({ labels, values, minima, maxima }): FigureLine => ({
        key: `${query} ${labelsText(labels)}`,
        name: lineName(labels, legend, expression, common),
        values: spread(values),
        minima: minima === null ? null : spread(minima),
        maxima: maxima === null ? null : spread(maxima),
      }),
    )
  })
  return {
    times: timesMs.map((time) => time / 1000),
    lines,
    omitted: queries.reduce((sum, { plot }) => sum + plot.omittedSeries, 0),
    warnings: [...new Set(queries.flatMap(({ plot }) => plot.warnings))],
  }
}

/** What can be drawn of a sample: nothing where it is no finite number. */
export function drawable(value: SampleValue | undefined): number | null {
  return typeof value === 'number' ? value : null
}

/** The newest place where any line has a value; undefined where none has. */
export function lastKnown(figures: Figures): number | undefined {
  for (let index = figures.times.length - 1; index >= 0; index -= 1)
    if (figures.lines.some(({ values }) => values[index] !== null)) return index
  return undefined
}
