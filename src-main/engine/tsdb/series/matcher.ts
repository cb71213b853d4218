import { RE2JS } from 're2js'
import type { LabelMatcher } from '../../timeseries/index.ts'
import { TsdbError } from '../errors.ts'

/** A matcher ready to be asked many times. */
export interface PreparedMatcher {
  readonly name: string
  /** The only value that it can match, where it is so simple. */
  readonly only: string | null
  matches(value: string): boolean
}

/** Compiles a matcher; patterns match the whole value and a dot any character. */
export function prepareMatcher({ name, operator, value }: LabelMatcher): PreparedMatcher {
  if (operator === '=') return { name, only: value, matches: (found) => found === value }
  if (operator === '!=') return { name, only: null, matches: (found) => found !== value }
  const pattern = compilePattern(value)
  const wanted = operator === '=~'
  return { name, only: null, matches: (found) => pattern(found) === wanted }
}

/** A test of whole texts against an RE2 pattern. */
export function compilePattern(pattern: string): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.DOTALL)
    return (text) => compiled.matches(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new TsdbError('invalid-pattern', { pattern, reason }, { cause: error })
  }
}
