import { type Labels, metricName } from '../../timeseries/index.ts'
import { PromqlEvaluationError } from '../errors.ts'
import type { Column } from '../evaluation/column.ts'
import { compilePattern, isPattern } from '../pattern.ts'

type Compiled = ReturnType<typeof compilePattern>

/** Any text but none, as long as it is text: lone surrogates stand for bytes that are no UTF-8. */
export function isLabelName(name: string): boolean {
  return name !== '' && name.isWellFormed()
}

function relabelled(column: Column, target: string, labels: Labels): Column {
  return { ...column, labels, dropName: target === metricName ? false : column.dropName }
}

/** `label_replace`: sets the target where the whole source value fits the pattern; an empty text takes it away. */
export function labelReplace(columns: readonly Column[], given: readonly string[]): readonly Column[] {
  const [target = '', template = '', source = '', pattern = ''] = given
  if (!isPattern(pattern)) {
    throw new PromqlEvaluationError(`invalid regular expression in label_replace(): ${pattern}`)
  }
  if (!isLabelName(target)) {
    throw new PromqlEvaluationError(`invalid destination label name in label_replace(): ${target}`)
  }
  const compiled = compilePattern(pattern)
  return columns.map((column) => {
    const value = expand(compiled, template, column.labels.get(source))
    return value === undefined ? column : relabelled(column, target, column.labels.with({ [target]: value }))
  })
}

function expand(compiled: Compiled, template: string, value: string): string | undefined {
  const matcher = compiled.matcher(value)
  if (!matcher.matches()) return undefined
  const names = compiled.namedGroups()
  return template.replaceAll(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, plain?: string, braced?: string) => {
    const name = plain ?? braced
    if (name === undefined) return whole === '$$' ? '$' : whole
    const index = /^\d+$/.test(name) ? Number(name) : names[name]
    if (index === undefined || index > matcher.groupCount()) return ''
    return matcher.group(index) ?? ''
  })
}

/** `label_join`: the values of labels, with something between them, in a new label. */
export function labelJoin(columns: readonly Column[], given: readonly string[]): readonly Column[] {
  const [target = '', separator = '', ...sources] = given
  const bad = sources.find((source) => !isLabelName(source))
  if (bad !== undefined) throw new PromqlEvaluationError(`invalid source label name in label_join(): ${bad}`)
  if (!isLabelName(target)) {
    throw new PromqlEvaluationError(`invalid destination label name in label_join(): ${target}`)
  }
  return columns.map((column) => {
    const value = sources.map((source) => column.labels.get(source)).join(separator)
    return relabelled(column, target, column.labels.with({ [target]: value }))
  })
}
