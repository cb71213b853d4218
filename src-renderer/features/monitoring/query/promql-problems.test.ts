import { Text } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { diagnosticOf } from './promql-problems.ts'

const marked = (lines: readonly string[], line: number, column: number) => {
  const text = Text.of([...lines])
  const { from, to } = diagnosticOf(text, { line, column, message: '' })
  return text.sliceString(from, to)
}

describe('the mark of a problem', () => {
  it('covers the word at its place', () => {
    expect(marked(['sum(', '  ratee(up))'], 2, 3)).toBe('ratee')
  })

  it('covers the last character where the text ends too early', () => {
    expect(marked(['rate(up[5m]'], 1, 12)).toBe(']')
  })

  it('stays inside of the text wherever the place is', () => {
    expect(marked([''], 9, 9)).toBe('')
    expect(marked(['up'], 4, 1)).toBe('up')
  })
})
