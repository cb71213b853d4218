import type { Arguments } from './arguments.ts'
import { sprintf } from './printf.ts'
import { GoInteger, isTrue, TemplateMap, type TemplateValue, valueText } from './values.ts'

export type TemplateFunction = (given: Arguments) => TemplateValue | Promise<TemplateValue>

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
}

/** The functions that every template of Go has. */
export const builtins: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['and', (given) => given.all.find((value) => !isTrue(value)) ?? given.all.at(-1) ?? null],
  ['or', (given) => given.all.find(isTrue) ?? given.all.at(-1) ?? null],
  ['not', (given) => !isTrue(given.at(0))],
  ['eq', (given) => equal(given)],
  ['ne', (given) => !equal(given)],
  ...Object.entries(comparisons).map(([name, holds]) => [name, (given: Arguments) => compare(given, holds)] as const),
  ['len', length],
  ['index', indexed],
  ['print', (given) => printed(given.all)],
  ['println', (given) => `${given.all.map(valueText).join(' ')}\n`],
  ['printf', (given) => sprintf(given.text(0), given.all.slice(1))],
])

function equal(given: Arguments): boolean {
  given.expect(2, Number.POSITIVE_INFINITY)
  const [first, ...others] = given.all
  return others.some((other) => {
    const [left, right] = comparable(given, first ?? null, other)
    return left === right
  })
}

function compare(given: Arguments, holds: (order: number) => boolean): boolean {
  given.expect(2)
  const [left, right] = comparable(given, given.at(0), given.at(1))
  if (typeof left === 'boolean' || left === null || right === null) return given.fail('invalid type for comparison')
  if (Number.isNaN(left) || Number.isNaN(right)) return false
  return holds(left < right ? -1 : left > right ? 1 : 0)
}

type Basic = string | number | boolean | null

function comparable(given: Arguments, left: TemplateValue, right: TemplateValue): readonly [Basic, Basic] {
  const bothWhole = left instanceof GoInteger && right instanceof GoInteger
  if (bothWhole) return [left.value, right.value]
  const isBasic = (value: TemplateValue): value is Basic => value === null || typeof value !== 'object'
  if (isBasic(left) && isBasic(right) && typeof left === typeof right) return [left, right]
  return given.fail('incompatible types for comparison')
}

function length(given: Arguments): TemplateValue {
  const value = given.at(0)
  if (typeof value === 'string') return new GoInteger(Buffer.byteLength(value))
  if (value instanceof TemplateMap) return new GoInteger(value.entries.size)
  return Array.isArray(value) ? new GoInteger(value.length) : given.fail('len of a value that has no length')
}

function indexed(given: Arguments): TemplateValue {
  const [first = null, ...keys] = given.all
  let held: TemplateValue = first
  for (const key of keys) {
    if (held instanceof TemplateMap && typeof key === 'string') held = held.entries.get(key) ?? ''
    else if (Array.isArray(held) && key instanceof GoInteger) {
      if (key.value < 0 || key.value >= held.length) return given.fail(`index out of range: ${key.value}`)
      held = held[key.value] ?? null
    } else return given.fail("can't index item")
  }
  return held
}

/** Go's Sprint: a space between two values of which neither is text. */
function printed(values: readonly TemplateValue[]): string {
  return values
    .map((value, index) => {
      const before = values[index - 1]
      const apart = index > 0 && typeof value !== 'string' && typeof before !== 'string'
      return (apart ? ' ' : '') + valueText(value)
    })
    .join('')
}
