import { describe, expect, it } from 'vitest'
import { withQuestion } from './query-history.ts'

describe('what was asked before', () => {
  it('has the newest first and each once', () => {
    expect(withQuestion(['a', 'b'], 'b')).toEqual(['b', 'a'])
  })

  it('is kept within bounds', () => {
    const many = Array.from({ length: 30 }, (_, index) => String(index))
    expect(withQuestion(many, 'new')).toHaveLength(30)
    expect(withQuestion(many, 'new')[0]).toBe('new')
  })
})
