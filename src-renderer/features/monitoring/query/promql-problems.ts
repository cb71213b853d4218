import type { Diagnostic } from '@codemirror/lint'
import type { Text } from '@codemirror/state'

/** A place in a text that cannot be read, both from 1. */
interface Problem {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Marks the place of a problem: from there to the end of the word, at least one character where there is one. */
export function diagnosticOf(text: Text, { line, column, message }: Problem): Diagnostic {
  const { from: start, to: end } = text.line(Math.min(text.lines, Math.max(1, line)))
  const from = Math.min(end, start + Math.max(0, column - 1))
  const word = /^[\w:.]+/.exec(text.sliceString(from, end))?.[0].length ?? 1
  return {
    from: Math.max(start, from === end ? end - 1 : from),
    to: Math.min(end, from + word),
    severity: 'error',
    message,
  }
}
