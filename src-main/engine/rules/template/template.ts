import type { Labels } from '../../timeseries/index.ts'
import type { TemplateNode } from './ast.ts'
import { executeNodes } from './execute.ts'
import { type TemplateQuery, templateFunctionNames } from './functions.ts'
import { parseNodes } from './parser.ts'
import { TemplateMap, type TemplateValue } from './values.ts'

/** A text with `{{ … }}` in it, read and checked, as labels and annotations of alerts have them. */
export interface Template {
  readonly text: string
  readonly nodes: readonly TemplateNode[]
}

/** What a template of an alert can name. */
export interface TemplateData {
  readonly labels: Labels
  readonly externalLabels: Labels
  readonly externalUrl: string
  readonly value: number
}

const names = {
  variables: ['$', '$labels', '$externalLabels', '$externalURL', '$value'],
  functions: templateFunctionNames,
}

/** Reads a template; throws a `TemplateSyntaxError` that says what is wrong and where. */
export function parseTemplate(text: string): Template {
  return { text, nodes: parseNodes(text, names) }
}

/** Fills a template in for one alert; throws a `TemplateExecutionError`, or what `query` throws. */
export async function expandTemplate(
  { text, nodes }: Template,
  data: TemplateData,
  query: TemplateQuery,
): Promise<string> {
  if (!text.includes('{{')) return text
  const labels = TemplateMap.ofLabels(data.labels)
  const externalLabels = TemplateMap.ofLabels(data.externalLabels)
  const fields: [string, TemplateValue][] = [
    ['Labels', labels],
    ['ExternalLabels', externalLabels],
    ['ExternalURL', data.externalUrl],
    ['Value', data.value],
  ]
  const dot = new TemplateMap(new Map(fields), true)
  const variables = {
    $: dot,
    $labels: labels,
    $externalLabels: externalLabels,
    $externalURL: data.externalUrl,
    $value: data.value,
  }
  return await executeNodes(nodes, dot, variables, query)
}
