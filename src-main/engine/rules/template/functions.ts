import { RE2JS } from 're2js'
import { parseDuration } from '../../promql/index.ts'
import type { Arguments } from './arguments.ts'
import { builtins, type TemplateFunction } from './builtins.ts'
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from './humanize.ts'
import { replaceAll } from './replace-all.ts'
import { plainOf, type TemplateSample, valueText } from './values.ts'

/** What a template may ask of the outside: the answer of a query at the moment of the evaluation. */
export type TemplateQuery = (expression: string) => Promise<readonly TemplateSample[]>

const forNumbers = { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp }

const forText: Readonly<Record<string, (text: string) => string>> = {
  toUpper: (text) => text.toUpperCase(),
  toLower: (text) => text.toLowerCase(),
  title: (text) => text.replaceAll(/(?<![\p{L}\p{N}_'])\p{L}/gu, (letter) => letter.toUpperCase()),
  stripPort: (text) => /^\[([^\]]*)\]:[^:]*$/.exec(text)?.[1] ?? /^([^:]*):[^:]*$/.exec(text)?.[1] ?? text,
  stripDomain,
}

/** Functions that need nothing but their arguments: those of Go and those Prometheus adds. */
const pure: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ...builtins,
  ...Object.entries(forNumbers).map(
    ([name, format]) => [name, (given: Arguments) => format(oneNumber(given))] as const,
  ),
  ...Object.entries(forText).map(([name, change]) => [name, (given: Arguments) => change(oneText(given))] as const),
  ['match', (given) => compiled(given).test(given.text(1))],
  ['reReplaceAll', (given) => replaceAll(compiled(given), given.text(1), given.text(2))],
  ['parseDuration', (given) => secondsOf(given)],
  ['first', (given) => given.samples(0)[0] ?? given.fail('first() called on vector with no elements')],
  ['value', (given) => given.sample(0).value],
  ['strvalue', (given) => given.sample(0).labels.get('__value__')],
  ['label', (given) => given.sample(1).labels.get(given.text(0))],
  ['sortByLabel', sortByLabel],
])

/** What only messages may call, because Prometheus does not know it in rules. */
const forMessages: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['toJson', (given) => JSON.stringify(plainOf(given.at(0)))],
])

/** Every name a template of a message may call. */
export const messageFunctionNames: ReadonlySet<string> = new Set([...pure.keys(), ...forMessages.keys()])

/** Every name a template of a rule may call. */
export const templateFunctionNames: ReadonlySet<string> = new Set([...pure.keys(), 'query'])

/** The function of a name, with `query` answered by the given one. */
export function templateFunction(name: string, query: TemplateQuery): TemplateFunction | undefined {
  return name === 'query' ? (given) => query(given.text(0)) : (pure.get(name) ?? forMessages.get(name))
}

function oneNumber(given: Arguments): number {
  given.expect(1)
  return given.number(0)
}

function oneText(given: Arguments): string {
  given.expect(1)
  return given.text(0)
}

function compiled(given: Arguments): RE2JS {
  try {
    return RE2JS.compile(given.text(0))
  } catch (error) {
    return given.fail(error instanceof Error ? error.message : valueText(given.at(0)))
  }
}

function secondsOf(given: Arguments): number {
  const milliseconds = parseDuration(given.text(0))
  return milliseconds === undefined
    ? given.fail(`not a valid duration string: ${JSON.stringify(given.text(0))}`)
    : milliseconds / 1000
}

/** The host of an address without its domain, the port kept; an address of numbers stays as it is. */
function stripDomain(text: string): string {
  const host = forText.stripPort?.(text) ?? text
  if (/^[\d.]+$/.test(host) || host.includes(':')) return text
  return (host.split('.')[0] ?? host) + text.slice(host.length)
}

function sortByLabel(given: Arguments): readonly TemplateSample[] {
  const name = given.text(0)
  const order = (sample: TemplateSample) => sample.labels.get(name)
  return [...given.samples(1)].sort((left, right) =>
    order(left) < order(right) ? -1 : order(left) > order(right) ? 1 : 0,
  )
}
