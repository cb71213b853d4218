import { Labels, metricName } from '../timeseries/index.ts'
import { unquote } from './parser/string-literal.ts'

/** A value of a series in a test: a number, nothing at that moment, or the end of the series. */
export type NotedValue = number | 'missing' | 'stale'

/** A line that is no series in the notation of promqltest. */
export class SeriesNotationError extends Error {
  override readonly name = 'SeriesNotationError'
}

const space = /[ \t\n]*/y
const identifier = /[a-zA-Z_:][a-zA-Z0-9_:.]*/y
const text = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/y
const number = '[+-]?(?:inf|nan|(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?)'
const item = new RegExp(`^(?:(_)|(stale)|(${number}))(?:([+-]${number.slice('[+-]?'.length)}))?(?:x(\\d+))?$`, 'i')

/** The most values one series of a test may have. */
const longestSeries = 1_000_000

/** Reads `name{label="value"} 1 2+3x4 _ stale`: labels, then a value for each step. */
export function parseSeriesNotation(line: string): { readonly labels: Labels; readonly values: readonly NotedValue[] } {
  const reader = new MetricReader(line)
  const labels = reader.read()
  return { labels, values: parseSeriesValues(reader.rest) }
}

/** Reads a metric as it is written in tests, `{}` included. */
export function parseMetric(line: string): Labels {
  const reader = new MetricReader(line)
  const labels = reader.read()
  if (reader.rest.trim() !== '') throw new SeriesNotationError(`unexpected ${JSON.stringify(reader.rest.trim())}`)
  return labels
}

/** Reads `1 2+3x4 _x2 stale`: a value for each step, with `axn` for n more of the same. */
export function parseSeriesValues(line: string): readonly NotedValue[] {
  const values: NotedValue[] = []
  for (const word of line.split(/\s+/)) {
    if (word === '') continue
    const noted = expand(word)
    if (values.length + noted.length > longestSeries) throw new SeriesNotationError('too many values')
    for (const value of noted) values.push(value)
  }
  return values
}

function expand(word: string): readonly NotedValue[] {
  const [, blank, stale, first, step, times] = item.exec(word) ?? []
  const count = Number(times ?? 0)
  if (count > longestSeries) throw new SeriesNotationError('too many values')
  if (blank !== undefined && step === undefined)
    return new Array<NotedValue>(times === undefined ? 1 : count).fill('missing')
  if (stale !== undefined && step === undefined) return new Array<NotedValue>(count + 1).fill('stale')
  if (first === undefined || (step !== undefined && times === undefined)) {
    throw new SeriesNotationError(`unexpected ${JSON.stringify(word)} in series values`)
  }
  const values: number[] = []
  for (let value = readNumber(first); values.length <= count; value += step === undefined ? 0 : readNumber(step)) {
    values.push(value)
  }
  return values
}

function readNumber(written: string): number {
  const sign = written.startsWith('-') ? -1 : 1
  const size = written.replace(/^[+-]/, '').toLowerCase()
  return sign * (size === 'inf' ? Number.POSITIVE_INFINITY : Number(size === 'nan' ? Number.NaN : size))
}

class MetricReader {
  readonly #line: string
  #offset = 0

  constructor(line: string) {
    this.#line = line
  }

  get rest(): string {
    return this.#line.slice(this.#offset)
  }

  read(): Labels {
    this.#take(space)
    const pairs: [string, string][] = []
    const name = this.#take(identifier)
    if (name !== undefined) pairs.push([metricName, name])
    this.#take(space)
    if (!this.#skip('{')) {
      if (name === undefined) throw new SeriesNotationError(`no metric in ${JSON.stringify(this.#line)}`)
      return Labels.from(pairs)
    }
    for (this.#take(space); !this.#skip('}'); this.#take(space)) {
      pairs.push(this.#pair())
      this.#take(space)
      if (!this.#skip(',') && this.#line[this.#offset] !== '}') this.#fail()
    }
    return Labels.from(pairs)
  }

  #pair(): [string, string] {
    const name = this.#take(identifier) ?? this.#text()
    this.#take(space)
    if (!this.#skip('=')) return this.#line[this.#offset] === '~' ? this.#fail() : [metricName, name]
    this.#take(space)
    return [name, this.#text()]
  }

  #text(): string {
    const written = this.#take(text)
    if (written === undefined) return this.#fail()
    return unquote(written) ?? this.#fail()
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset
    const found = pattern.exec(this.#line)?.[0]
    this.#offset += found?.length ?? 0
    return found
  }

  #skip(character: string): boolean {
    if (this.#line[this.#offset] !== character) return false
    this.#offset += 1
    return true
  }

  #fail(): never {
    throw new SeriesNotationError(`unexpected ${JSON.stringify(this.rest.slice(0, 20))} in a metric`)
  }
}
