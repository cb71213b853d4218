import { parse, unwrap } from '#main/engine/promql/index.ts'
import type { LabelMatcher } from '#main/engine/timeseries/index.ts'
import { AppError } from '#shared/contract/errors.ts'

/** The matchers of a plain selector such as `up{job="host"}`. Throws QUERY_INVALID or the error of the parser. */
export function matchersOf(selector: string): readonly LabelMatcher[] {
  const expression = unwrap(parse(selector))
  if (expression.kind !== 'selector') {
    throw new AppError('QUERY_INVALID', { line: 1, column: 1, reason: 'a series selector is expected' })
  }
  return expression.matchers
}
