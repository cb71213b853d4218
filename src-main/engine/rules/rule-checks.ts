import type { Node } from 'yaml'
import { PromqlSyntaxError, parse } from '../promql/index.ts'
import { metricName } from '../timeseries/index.ts'
import { TemplateSyntaxError } from './template/lexer.ts'
import { parseTemplate } from './template/template.ts'
import type { YamlReader } from './yaml-reader.ts'

type Texts = ReadonlyMap<string, { readonly text: string; readonly node: Node }>

const metricPattern = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const labelPattern = /^[a-zA-Z_][a-zA-Z0-9_]*$/

export function checkExpression(reader: YamlReader, node: Node | undefined, expression: string): void {
  try {
    parse(expression)
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error
    reader.reportInside(node, error, `could not parse expression: ${error.message}`)
  }
}

export function checkMetricName(reader: YamlReader, node: Node | undefined, name: string): void {
  if (!metricPattern.test(name)) reader.report(node, `invalid recording rule name: ${name}`)
}

/** Names of labels and annotations; Prometheus keeps one name for itself. */
export function checkLabels(reader: YamlReader, labels: Texts, what: 'label' | 'annotation'): void {
  for (const [name, { node }] of labels) {
    if (!labelPattern.test(name) || name === metricName) reader.report(node, `invalid ${what} name: ${name}`)
  }
}

export function checkTemplates(reader: YamlReader, texts: Texts): void {
  for (const [name, { text, node }] of texts) {
    try {
      parseTemplate(text)
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error
      const lineStart = text.lastIndexOf('\n', error.offset - 1) + 1
      const place = { line: error.line, column: error.offset - lineStart + 1 }
      reader.reportInside(node, place, `${name}: ${error.message}`)
    }
  }
}
