import type { LabelMatcher } from '../../timeseries/index.ts'
import { metricName } from '../../timeseries/index.ts'
import type { VectorSelector } from '../ast.ts'
import { isPattern } from '../pattern.ts'
import type { TokenReader } from './token-reader.ts'

const operators: ReadonlySet<string> = new Set(['=', '!=', '=~', '!~'])

function isOperator(text: string): text is LabelMatcher['operator'] {
  return operators.has(text)
}

/** A metric, with or without matchers in braces. */
export function readSelector(reader: TokenReader): VectorSelector {
  const from = reader.peek().from
  const outerName = reader.isSymbol('{') ? undefined : reader.next().text
  const inner = reader.isSymbol('{') ? readMatchers(reader) : []
  const quoted = inner.findLast((matcher) => matcher.isQuotedName)
  if (outerName !== undefined && quoted !== undefined) {
    throw reader.error(
      { from, to: reader.lastEnd },
      `metric name must not be set twice: "${outerName}" or "${quoted.value}"`,
    )
  }
  const matchers = inner.map(({ name, operator, value }) => ({ name, operator, value }))
  if (outerName !== undefined) matchers.push({ name: metricName, operator: '=', value: outerName })
  return {
    kind: 'selector',
    span: { from, to: reader.lastEnd },
    name: outerName ?? quoted?.value ?? '',
    matchers,
    offsetMs: 0,
    at: undefined,
  }
}

type ReadMatcher = LabelMatcher & { readonly isQuotedName: boolean }

function readMatchers(reader: TokenReader): readonly ReadMatcher[] {
  const matchers: ReadMatcher[] = []
  reader.expectSymbol('{', 'label matching')
  while (!reader.skipSymbol('}')) {
    matchers.push(readMatcher(reader))
    if (!reader.skipSymbol(',') && !reader.isSymbol('}')) throw reader.unexpected('label matching', '"," or "}"')
  }
  return matchers
}

function readMatcher(reader: TokenReader): ReadMatcher {
  const label = reader.peek()
  if (label.kind !== 'word' && label.kind !== 'string') {
    throw reader.unexpected('label matching', 'identifier or "}"')
  }
  reader.next()
  const name = label.kind === 'string' ? reader.stringValue(label) : label.text
  if (label.kind === 'string' && (reader.isSymbol(',') || reader.isSymbol('}'))) {
    return { name: metricName, operator: '=', value: name, isQuotedName: true }
  }
  const operator = reader.peek().text
  if (!isOperator(operator)) throw reader.unexpected('label matching', 'label matching operator')
  reader.next()
  const value = reader.peek()
  if (value.kind !== 'string') throw reader.unexpected('label matching', 'string')
  reader.next()
  const text = reader.stringValue(value)
  if (operator.endsWith('~') && !isPattern(text)) {
    throw reader.error(value, `error parsing regexp: invalid regular expression ${value.text}`)
  }
  return { name, operator, value: text, isQuotedName: false }
}
