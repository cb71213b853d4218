/** The label that holds a metric's name. */
export const metricName = '__name__'

const separator = '\u0000'

/** Labels of one series: immutable, sorted by name, without empty values (a missing label and an empty one are the same). */
export class Labels {
  readonly names: readonly string[]
  readonly values: readonly string[]
  #key: string | undefined

  private constructor(names: readonly string[], values: readonly string[]) {
    this.names = names
    this.values = values
  }

  static readonly empty = new Labels([], [])

  /** From pairs in any order; of a name given twice the last value counts. */
  static from(pairs: Iterable<readonly [string, string]>): Labels {
    const kept = [...new Map(pairs)].filter(([, value]) => value !== '')
    kept.sort(([left], [right]) => (left < right ? -1 : 1))
    return new Labels(
      kept.map(([name]) => name),
      kept.map(([, value]) => value),
    )
  }

  static of(record: Readonly<Record<string, string>>): Labels {
    return Labels.from(Object.entries(record))
  }

  /** The same text for the same labels and for no others. */
  get key(): string {
    this.#key ??= this.names.map((name, index) => `${name}${separator}${this.values[index]}`).join(separator)
    return this.#key
  }

  /** The value of a label, empty where it is missing. */
  get(name: string): string {
    const index = this.names.indexOf(name)
    return index < 0 ? '' : (this.values[index] ?? '')
  }

  get name(): string {
    return this.get(metricName)
  }

  *entries(): IterableIterator<readonly [string, string]> {
    for (const [index, name] of this.names.entries()) yield [name, this.values[index] ?? '']
  }

  /** These labels with others set; an empty value takes a label away. */
  with(changes: Readonly<Record<string, string>>): Labels {
    return Labels.from([...this.entries(), ...Object.entries(changes)])
  }

  /** Without the labels named. */
  without(names: ReadonlySet<string>): Labels {
    return Labels.from([...this.entries()].filter(([name]) => !names.has(name)))
  }

  /** With nothing but the labels named. */
  only(names: ReadonlySet<string>): Labels {
    return Labels.from([...this.entries()].filter(([name]) => names.has(name)))
  }

  /** As a plain object, for JSON; safe for a label called `__proto__`. */
  toJSON(): Record<string, string> {
    return Object.fromEntries(this.entries())
  }
}
