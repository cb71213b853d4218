/** Powers of ten that are exact in a double and leave room for what measured values have before the point. */
const powers = Array.from({ length: 13 }, (_, exponent) => 10 ** exponent)
const largest = 2 ** 51

/** The power of ten, or NaN where none is known. */
export function powerOfTen(exponent: number): number {
  return powers[exponent] ?? Number.NaN
}

/** Decimals that give every value back exactly, or -1 where at most twelve do not. */
export function decimalsOf(values: Float64Array): number {
  let decimals = 0
  for (const value of values) {
    decimals = decimalsFrom(value, decimals)
    if (decimals < 0) return -1
  }
  const power = powerOfTen(decimals)
  for (const value of values) if (!isExact(value, power)) return -1
  return decimals
}

function decimalsFrom(value: number, least: number): number {
  for (let decimals = least; decimals < powers.length; decimals += 1) {
    if (isExact(value, powerOfTen(decimals))) return decimals
  }
  return -1
}

function isExact(value: number, power: number): boolean {
  const whole = Math.round(value * power)
  return whole / power === value && whole <= largest && whole >= -largest
}
