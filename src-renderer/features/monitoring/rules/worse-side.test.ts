import { describe, expect, it } from 'vitest'
import { worseSide } from './worse-side.ts'

describe('the side on which a condition holds', () => {
  it('is told by the comparison', () => {
    expect(worseSide('rate(errors_total[5m]) > 0.9')).toBe('above')
    expect(worseSide('free_bytes / size_bytes <= 0.05')).toBe('below')
    expect(worseSide('vector(1)')).toBe('above')
  })

  it('is not told by signs in strings and label matchers', () => {
    expect(worseSide('free_bytes{path!="a>b"} < 5')).toBe('below')
    expect(worseSide('label_replace(up, "x", "<", "y", "z") > 1')).toBe('above')
  })

  it('is told by the outermost of several', () => {
    expect(worseSide('(node_free_bytes < 10) > bool 0')).toBe('above')
  })
})
