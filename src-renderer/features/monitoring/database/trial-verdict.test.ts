import { expect, it } from 'vitest'
import { trialVerdict } from './trial-verdict.ts'

it('calls an index helpful only when it is used and brings more than a tenth', () => {
  expect(trialVerdict({ beforeMs: 10, afterMs: 1, isUsed: true })).toBe('faster')
  expect(trialVerdict({ beforeMs: 10, afterMs: 9.5, isUsed: true })).toBe('same')
  expect(trialVerdict({ beforeMs: 10, afterMs: 1, isUsed: false })).toBe('unused')
})
