import { type Labels, metricName } from '../../timeseries/index.ts'
import type { VectorMatching } from '../ast.ts'
import type { Column } from './column.ts'

const separator = '\u0000'

/** Elements find each other by the labels named, or by all labels but those named and the metric's name. */
export function matchingKey(matching: VectorMatching | undefined): (labels: Labels) => string {
  const on = matching?.on ?? false
  const named = new Set(matching?.labels ?? [])
  if (!on) named.add(metricName)
  return (labels) => {
    let key = ''
    for (let index = 0; index < labels.names.length; index++) {
      const name = labels.names[index] ?? ''
      if (named.has(name) === on) key += `${name}${separator}${labels.values[index]}${separator}`
    }
    return key
  }
}

export function groupBy(columns: readonly Column[], keyOf: (labels: Labels) => string): Map<string, Column[]> {
  const groups = new Map<string, Column[]>()
  for (const column of columns) {
    const key = keyOf(column.labels)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [column])
    else group.push(column)
  }
  return groups
}
