import { randomBytes } from 'node:crypto'

const degree = 53

/** A random irreducible polynomial of degree 53 over GF(2), as every repository has one of its own. */
export function randomPolynomial(): bigint {
  for (;;) {
    const random = randomBytes(8).readBigUInt64BE()
    const candidate = (random & ((1n << 54n) - 1n)) | (1n << 53n) | 1n
    if (isIrreducible(candidate)) return candidate
  }
}

/** Whether a polynomial of degree 53 cannot be factored (Ben-Or's test). */
export function isIrreducible(polynomial: bigint): boolean {
  if (degreeOf(polynomial) !== degree) return false
  let power = 2n
  for (let i = 1; i <= degree >> 1; i++) {
    power = multiplyModulo(power, power, polynomial)
    if (greatestCommonDivisor(polynomial, power ^ 2n) !== 1n) return false
  }
  return true
}

function degreeOf(polynomial: bigint): number {
  return polynomial === 0n ? -1 : polynomial.toString(2).length - 1
}

function remainder(dividend: bigint, divisor: bigint): bigint {
  const divisorDegree = degreeOf(divisor)
  let rest = dividend
  for (let d = degreeOf(rest); d >= divisorDegree; d = degreeOf(rest)) {
    rest ^= divisor << BigInt(d - divisorDegree)
  }
  return rest
}

function multiplyModulo(left: bigint, right: bigint, modulus: bigint): bigint {
  let product = 0n
  let shifted = left
  for (let bits = right; bits > 0n; bits >>= 1n) {
    if (bits & 1n) product ^= shifted
    shifted <<= 1n
  }
  return remainder(product, modulus)
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right]
  while (b !== 0n) [a, b] = [b, remainder(a, b)]
  return a
}
