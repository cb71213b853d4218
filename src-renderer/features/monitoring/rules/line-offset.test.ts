import { describe, expect, it } from 'vitest'
import { lineSpan } from './line-offset.ts'

describe('a line of a text', () => {
  it('is found by its number, whatever stands before it', () => {
    const text = 'groups:\n  - name: 見張り\n    rules: []'
    expect(text.slice(lineSpan(text, 2).start, lineSpan(text, 2).end)).toBe('  - name: 見張り')
  })

  it('is the last where the number lies beyond it, and the first where it lies before', () => {
    expect(lineSpan('a\nbc', 9)).toEqual({ start: 2, end: 4 })
    expect(lineSpan('a\nbc', 0)).toEqual({ start: 0, end: 1 })
  })
})
