import { GoInteger, TemplateExecutionError, TemplateSample, type TemplateValue, typeName } from './values.ts'

/** The arguments of one call, read as the types its function wants. */
export class Arguments {
  readonly #name: string
  readonly #values: readonly TemplateValue[]

  constructor(name: string, values: readonly TemplateValue[]) {
    this.#name = name
    this.#values = values
  }

  get all(): readonly TemplateValue[] {
    return this.#values
  }

  at(index: number): TemplateValue {
    return this.#values[index] ?? null
  }

  expect(least: number, most = least): void {
    if (this.#values.length >= least && this.#values.length <= most) return
    this.fail(`wrong number of args: want ${least === most ? least : `at least ${least}`} got ${this.#values.length}`)
  }

  text(index: number): string {
    const value = this.at(index)
    return typeof value === 'string'
      ? value
      : this.fail(`wrong type for value; expected string; got ${typeName(value)}`)
  }

  /** A number, or a text that is one, as the functions for readers take it. */
  number(index: number): number {
    const value = this.at(index)
    if (typeof value === 'number') return value
    if (value instanceof GoInteger) return value.value
    const parsed = typeof value === 'string' ? numberOf(value) : undefined
    return parsed ?? this.fail(`can't convert ${typeName(value)} to float`)
  }

  sample(index: number): TemplateSample {
    const value = this.at(index)
    return value instanceof TemplateSample
      ? value
      : this.fail(`wrong type for value; expected sample; got ${typeName(value)}`)
  }

  samples(index: number): readonly TemplateSample[] {
    const value = this.at(index)
    if (!Array.isArray(value)) return this.fail(`wrong type for value; expected samples; got ${typeName(value)}`)
    return value.filter((item) => item instanceof TemplateSample)
  }

  fail(reason: string): never {
    throw new TemplateExecutionError(`error calling ${this.#name}: ${reason}`)
  }
}

function numberOf(text: string): number | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  if (/^[+-]?nan$/i.test(text)) return Number.NaN
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}
