import type { Binary, VectorMatching } from '../ast.ts'
import { experimentalError } from './modifiers.ts'
import type { TokenReader } from './token-reader.ts'

/** What stands between an operator and its right side. */
export function readBinaryModifiers(reader: TokenReader): Pick<Binary, 'returnBool' | 'matching'> {
  if (reader.isSymbol('/')) throw experimentalError(reader, 'operator "</" or ">/"')
  const returnBool = reader.skipKeyword('bool')
  const matching = readMatching(reader)
  for (const modifier of ['fill', 'fill_left', 'fill_right']) {
    if (reader.isKeyword(modifier) && reader.isSymbol('(', 1)) throw experimentalError(reader, `modifier "${modifier}"`)
  }
  return { returnBool, matching }
}

function readMatching(reader: TokenReader): VectorMatching | undefined {
  const on = reader.isKeyword('on')
  if (!on && !reader.isKeyword('ignoring')) return undefined
  reader.next()
  const labels = readLabels(reader)
  let group: VectorMatching['group']
  if (reader.skipKeyword('group_left')) group = 'left'
  else if (reader.skipKeyword('group_right')) group = 'right'
  const include = group !== undefined && reader.isSymbol('(') ? readLabels(reader) : []
  return { on, labels, group, include }
}

/** Labels in parentheses. */
export function readLabels(reader: TokenReader): readonly string[] {
  const labels: string[] = []
  reader.expectSymbol('(', 'grouping opts')
  while (!reader.skipSymbol(')')) {
    const token = reader.peek()
    if (token.kind !== 'word' && token.kind !== 'string') throw reader.unexpected('grouping opts', 'label')
    reader.next()
    labels.push(token.kind === 'string' ? reader.stringValue(token) : token.text)
    if (!reader.skipSymbol(',') && !reader.isSymbol(')')) throw reader.unexpected('grouping opts', '"," or ")"')
  }
  return labels
}
