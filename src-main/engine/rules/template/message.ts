import { executeNodes } from './execute.ts'
import { messageFunctionNames } from './functions.ts'
import { parseNodes } from './parser.ts'
import type { Template } from './template.ts'
import { GoInteger, TemplateExecutionError, TemplateMap, type TemplateValue } from './values.ts'

/** What a message tells its template: texts, numbers, truths, lists, and things with names. */
export type MessageValue =
  | string
  | number
  | boolean
  | readonly MessageValue[]
  | { readonly [name: string]: MessageValue }

/** Reads the template of a message; throws a `TemplateSyntaxError` that says what is wrong and where. */
export function parseMessageTemplate(text: string): Template {
  return { text, nodes: parseNodes(text, { variables: ['$'], functions: messageFunctionNames }) }
}

/** Fills in the template of a message, whose dot is the data; throws a `TemplateExecutionError`. */
export async function expandMessage(
  { nodes }: Template,
  data: Readonly<Record<string, MessageValue>>,
): Promise<string> {
  const fields = Object.entries(data).map(([name, value]) => [name, templateValue(value)] as const)
  const dot = new TemplateMap(new Map(fields), true)
  return await executeNodes(nodes, dot, { $: dot }, async () => {
    throw new TemplateExecutionError('a message cannot query')
  })
}

function templateValue(value: MessageValue): TemplateValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? new GoInteger(value) : value
  if (typeof value !== 'object') return value
  if (isList(value)) return value.map(templateValue)
  return new TemplateMap(new Map(Object.entries(value).map(([name, held]) => [name, templateValue(held)])), false)
}

function isList(value: object): value is readonly MessageValue[] {
  return Array.isArray(value)
}
