import { expect, it } from 'vitest'
import { groupedSecret } from './grouped-secret.ts'

it('writes the key of an authenticator in groups that a person can type', () => {
  expect(groupedSecret('JBSWY3DPEHPK3PXPJB')).toBe('JBSW Y3DP EHPK 3PXP JB')
  expect(groupedSecret('')).toBe('')
})
