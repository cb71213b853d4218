import { expect, it } from 'vitest'
import { isIrreducible, randomPolynomial } from './polynomial.ts'

it('accepts polynomials known to be irreducible and refuses those that can be factored', () => {
  expect(isIrreducible(0x3da3358b4dc173n)).toBe(true)
  expect(isIrreducible(0x3da3358b4dc175n)).toBe(false)
  expect(isIrreducible(0x3da3358b4dc172n)).toBe(false)
  expect(isIrreducible(0x3n)).toBe(false)
  expect(isIrreducible(0n)).toBe(false)
})

it('makes irreducible polynomials of degree 53, each its own', () => {
  const [first, second] = [randomPolynomial(), randomPolynomial()]
  expect(isIrreducible(first)).toBe(true)
  expect(first >> 53n).toBe(1n)
  expect(first).not.toBe(second)
})
