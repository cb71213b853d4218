import type { Expression } from '../ast.ts'
import { check } from './check.ts'
import { readQuery } from './parser.ts'

/** Reads and checks a query. Throws `PromqlSyntaxError` with the place of what is wrong. */
export function parse(text: string): Expression {
  const expression = readQuery(text)
  check(text, expression)
  return expression
}
