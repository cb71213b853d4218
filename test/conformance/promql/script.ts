import { parseDuration, parseSeriesNotation } from '#main/engine/promql/index.ts'
import type { Labels } from '#main/engine/timeseries/index.ts'

/** A value at a step; a native histogram is known as such, and not read. */
export type StepValue = number | 'missing' | 'stale' | 'histogram'

export interface ScriptSeries {
  readonly labels: Labels
  readonly values: readonly StepValue[]
}

interface Load {
  readonly kind: 'load'
  readonly stepMs: number
  /** Classic histograms become native ones too. */
  readonly withHistograms: boolean
  /** Samples come with the moment their counters began, which is experimental. */
  readonly hasStartTimes: boolean
  readonly series: readonly ScriptSeries[]
}

type NoteKind = 'fail' | 'warn' | 'info'

export interface Expectation {
  readonly kind: NoteKind
  readonly message: string | undefined
  readonly pattern: RegExp | undefined
}

export interface Case {
  readonly kind: 'eval'
  readonly line: number
  readonly query: string
  readonly fromMs: number
  readonly toMs: number
  /** Nothing for an instant. */
  readonly stepMs: number | undefined
  readonly rangeVector: { readonly fromMs: number; readonly stepMs: number } | undefined
  readonly expectations: readonly Expectation[]
  readonly refuses: ReadonlySet<'warn' | 'info'>
  readonly ordered: boolean
  readonly scalar: number | undefined
  readonly text: string | undefined
  readonly series: readonly ScriptSeries[]
}

/** A part of a script that cannot be read. */
interface Broken {
  readonly kind: 'broken'
  readonly line: number
  readonly reason: string
}

export type Command = Load | Case | Broken | { readonly kind: 'clear' }

const instantLine = /^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(\S+)\s+)?(.+)$/
const rangeLine = /^eval(?:_(fail|warn|info))?\s+range\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+)\s+(.+)$/
const histogramWord = /\{\{[^}]*\}\}(?:[+-]\{\{[^}]*\}\})?(?:x(\d+))?/g

/** Reads a file in promqltest's format. */
export function readScript(text: string): readonly Command[] {
  const lines = text.split('\n').map((line) => {
    const trimmed = line.trim()
    return trimmed.startsWith('#') ? '' : trimmed
  })
  const commands: Command[] = []
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? ''
    const block = line === '' || line === 'clear' ? [] : blockAfter(lines, index)
    if (line !== '') commands.push(readCommand(line, index + 1, block))
    index += 1 + block.length
  }
  return commands
}

function readCommand(line: string, number: number, block: readonly string[]): Command {
  if (line === 'clear') return { kind: 'clear' }
  try {
    if (line.startsWith('load')) return readLoad(line, block)
    if (line.startsWith('eval')) return readCase(line, number, block)
    throw new Error(`unknown command ${line}`)
  } catch (error) {
    return { kind: 'broken', line: number, reason: error instanceof Error ? error.message : String(error) }
  }
}

function blockAfter(lines: readonly string[], index: number): readonly string[] {
  const end = lines.indexOf('', index + 1)
  return lines.slice(index + 1, end < 0 ? lines.length : end)
}

function readLoad(line: string, block: readonly string[]): Load {
  const [command, step = ''] = line.split(/\s+/)
  const isStartLine = (entry: string): boolean => /^\S*@st\s/.test(entry)
  return {
    kind: 'load',
    stepMs: milliseconds(step),
    withHistograms: command === 'load_with_nhcb',
    hasStartTimes: block.some(isStartLine),
    series: block.filter((entry) => !isStartLine(entry)).map(readSeries),
  }
}

function milliseconds(text: string): number {
  const duration = parseDuration(text)
  if (duration === undefined) throw new Error(`no duration: ${text}`)
  return duration
}

/** Histograms are taken out for reading and put back as marks. */
export function readSeries(line: string): ScriptSeries {
  const replaced = line.replaceAll(histogramWord, (_, times?: string) =>
    new Array(times === undefined ? 1 : Number(times) + 1).fill('7777777').join(' '),
  )
  const { labels, values } = parseSeriesNotation(replaced)
  if (replaced === line) return { labels, values }
  return { labels, values: values.map((value) => (value === 7_777_777 ? 'histogram' : value)) }
}

function readCase(line: string, number: number, block: readonly string[]): Case {
  const instant = instantLine.exec(line)
  const range = rangeLine.exec(line)
  const [, mode, from, query] = instant ?? [range?.[0], range?.[1], range?.[2], range?.[5]]
  if (query === undefined) throw new Error(`line ${number}: no evaluation`)
  const fromMs = milliseconds(from ?? '0')
  const times = range === null ? { fromMs, toMs: fromMs, stepMs: undefined } : rangeTimes(range)
  const reader = new CaseReader(mode)
  for (const entry of block) reader.read(entry)
  return { kind: 'eval', line: number, query, ...times, ...reader.result() }
}

function rangeTimes(range: RegExpExecArray): Pick<Case, 'fromMs' | 'toMs' | 'stepMs'> {
  const [from = 0, to = 0, step = 0] = range.slice(2, 5).map(milliseconds)
  return { fromMs: from, toMs: to, stepMs: step }
}

class CaseReader {
  readonly #expectations: Expectation[] = []
  readonly #refuses = new Set<'warn' | 'info'>()
  readonly #series: ScriptSeries[] = []
  #ordered: boolean
  #scalar: number | undefined
  #text: string | undefined
  #rangeVector: Case['rangeVector']

  constructor(mode: string | undefined) {
    this.#ordered = mode === 'ordered'
    if (mode === 'fail' || mode === 'warn' || mode === 'info') this.#expect(mode)
  }

  #expect(kind: NoteKind, message?: string, pattern?: RegExp): void {
    this.#expectations.push({ kind, message, pattern })
  }

  read(line: string): void {
    const range = /^expect range vector\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+)$/.exec(line)
    const note = /^expect\s+(\w+)(?:\s+(regex|msg):(.+))?$/.exec(line)
    const oldMessage = /^expected_fail_(message|regexp)\s+(.+)$/.exec(line)
    if (range !== null) {
      this.#rangeVector = { fromMs: milliseconds(range[1] ?? ''), stepMs: milliseconds(range[3] ?? '') }
    } else if (line.startsWith('expect string')) {
      const written = line.slice('expect string'.length).trim()
      this.#text = written.slice(1, -1)
    } else if (oldMessage !== null) {
      const [, kind, text = ''] = oldMessage
      this.#expect('fail', kind === 'message' ? text : undefined, kind === 'regexp' ? new RegExp(text) : undefined)
    } else if (note !== null) {
      this.#readNote(note[1] ?? '', note[2], note[3]?.trim() ?? '')
    } else {
      this.#readValues(line)
    }
  }

  #readNote(kind: string, form: string | undefined, text: string): void {
    if (kind === 'ordered') this.#ordered = true
    else if (kind === 'no_warn') this.#refuses.add('warn')
    else if (kind === 'no_info') this.#refuses.add('info')
    else if (kind === 'fail' || kind === 'warn' || kind === 'info') {
      this.#expect(kind, form === 'msg' ? text : undefined, form === 'regex' ? new RegExp(text) : undefined)
    } else throw new Error(`unknown expectation: ${kind}`)
  }

  #readValues(line: string): void {
    const scalar = /^([+-]?)(inf|nan|[\d.]+(?:e[+-]?\d+)?)$/i.exec(line)
    if (scalar === null) {
      this.#series.push(readSeries(line))
      return
    }
    const size = (scalar[2] ?? '').toLowerCase()
    const value = size === 'inf' ? Number.POSITIVE_INFINITY : Number(size === 'nan' ? Number.NaN : size)
    this.#scalar = scalar[1] === '-' ? -value : value
  }

  result(): Omit<Case, 'kind' | 'line' | 'query' | 'fromMs' | 'toMs' | 'stepMs'> {
    return {
      expectations: this.#expectations,
      refuses: this.#refuses,
      ordered: this.#ordered,
      scalar: this.#scalar,
      text: this.#text,
      rangeVector: this.#rangeVector,
      series: this.#series,
    }
  }
}
