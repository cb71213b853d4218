import type { CollectedSample } from '../../sample-sink.ts'

/** How much one target may tell. */
export interface ExpositionLimits {
  readonly samples: number
  readonly labelsPerSample: number
  readonly nameCharacters: number
  readonly valueCharacters: number
}

/** A text that is not told as it should be; the message names the line. */
export class ExpositionError extends Error {
  override readonly name = 'ExpositionError'

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`)
  }
}

const nameAt = /[a-zA-Z_:][a-zA-Z0-9_:]*/y
const labelAt = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"/y
const plainAt = /[^"\\]*/y
const restOf = /^[ \t]*([^ \t]+)(?:[ \t]+[^ \t#]+)?[ \t]*(?:#.*)?$/
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/**
 * Reads Prometheus' text format and OpenMetrics. Times and exemplars are left out: what is told is told of now. A text
 * that breaks the format or a limit is refused as a whole, as Prometheus does, because half a target misleads.
 */
export function parseExposition(text: string, limits: ExpositionLimits): CollectedSample[] {
  const samples: CollectedSample[] = []
  let number = 0
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(at, end).replace(/\r$/, '').trimStart()
    at = end + 1
    number += 1
    if (line === '# EOF') break
    if (line === '' || line.startsWith('#')) continue
    if (samples.length >= limits.samples) throw new ExpositionError(number, `more than ${limits.samples} samples`)
    samples.push(new SampleLine(line, number, limits).read())
  }
  return samples
}

class SampleLine {
  readonly #text: string
  readonly #number: number
  readonly #limits: ExpositionLimits
  #at = 0

  constructor(text: string, number: number, limits: ExpositionLimits) {
    this.#text = text
    this.#number = number
    this.#limits = limits
  }

  read(): CollectedSample {
    const name = this.#take(nameAt)?.[0]
    if (name === undefined) throw this.#error('a name is missing')
    this.#assertLength(name, this.#limits.nameCharacters)
    const labels = this.#hasNext('{') ? this.#labels() : {}
    const value = restOf.exec(this.#text.slice(this.#at))?.[1]
    if (value === undefined) throw this.#error('a value is missing')
    return { name, labels, value: this.#numberIn(value) }
  }

  #labels(): Record<string, string> {
    const labels = new Map<string, string>()
    for (;;) {
      if (this.#hasNext('}')) return Object.fromEntries(labels)
      if (labels.size >= this.#limits.labelsPerSample) throw this.#error('too many labels')
      const label = this.#take(labelAt)?.[1]
      if (label === undefined) throw this.#error('a label is not told as name="value"')
      this.#assertLength(label, this.#limits.nameCharacters)
      if (labels.has(label) || label === '__name__') throw this.#error('a label is told twice')
      labels.set(label, this.#quoted())
      if (!this.#hasNext(',') && !this.#isNext('}')) throw this.#error('a comma is missing between labels')
    }
  }

  /** The text up to the closing quote; the opening one has been read. */
  #quoted(): string {
    let value = ''
    for (;;) {
      value += this.#take(plainAt)?.[0] ?? ''
      this.#assertLength(value, this.#limits.valueCharacters)
      const sign = this.#text[this.#at]
      if (sign === undefined) throw this.#error('a quote is missing')
      const escaped = this.#text[this.#at + 1]
      this.#at += sign === '"' ? 1 : 2
      if (sign === '"') return value
      value += escaped === 'n' ? '\n' : escaped === '"' || escaped === '\\' ? escaped : `\\${escaped ?? ''}`
    }
  }

  #numberIn(text: string): number {
    if (decimal.test(text)) return Number(text)
    const word = text.toLowerCase()
    if (word === 'nan') return Number.NaN
    if (/^[+-]?inf(inity)?$/.test(word))
      return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
    throw this.#error('a value is no number')
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found !== null) this.#at = pattern.lastIndex
    return found
  }

  /** Takes the sign if it comes next, spaces apart. */
  #hasNext(sign: string): boolean {
    if (!this.#isNext(sign)) return false
    this.#at += 1
    return true
  }

  #isNext(sign: string): boolean {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1
    return this.#text[this.#at] === sign
  }

  #assertLength(text: string, atMost: number): void {
    if (text.length > atMost) throw this.#error(`a name or value is longer than ${atMost} characters`)
  }

  #error(reason: string): ExpositionError {
    return new ExpositionError(this.#number, reason)
  }
}
