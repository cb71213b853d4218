import { describe, expect, it } from 'vitest'
import { previewRuleOf } from './preview-rule.ts'

describe('the rule of a sample', () => {
  it('is a pattern unless it stands in angle brackets', () => {
    expect(previewRuleOf('*.tmp')).toEqual({ kind: 'pattern', pattern: '*.tmp' })
    expect(previewRuleOf('<too-large>')).toEqual({ kind: 'too-large' })
    expect(previewRuleOf('<other-file-system>')).toEqual({ kind: 'other-file-system' })
    expect(previewRuleOf('<marker CACHEDIR.TAG>')).toEqual({ kind: 'marker', name: 'CACHEDIR.TAG' })
  })

  it('is shown as it is when it is not known', () => {
    expect(previewRuleOf('<something new>')).toEqual({ kind: 'pattern', pattern: '<something new>' })
  })
})
