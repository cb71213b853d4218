/** A number as the digits it has in full, rounded half to even as Go does; the point stands before the first digit. */
interface Decimal {
  readonly digits: string
  readonly exponent: number
}

/** Digits of a finite number that is not negative, exactly (a double has at most 767, of which 100 decide every case). */
function exactDecimal(value: number): Decimal {
  if (value >= 1e21) {
    const digits = BigInt(value).toString()
    return { digits, exponent: digits.length }
  }
  const [mantissa = '0', power = '0'] = value.toExponential(100).split('e')
  return { digits: mantissa.replace('.', ''), exponent: Number(power) + 1 }
}

function shortestDecimal(value: number): Decimal {
  const [mantissa = '0', power = '0'] = value.toExponential().split('e')
  return { digits: mantissa.replace('.', ''), exponent: Number(power) + 1 }
}

/** Keeps so many digits; a tie goes to the even neighbour. */
function round({ digits, exponent }: Decimal, kept: number): Decimal {
  if (kept >= digits.length) return { digits: digits.padEnd(kept, '0'), exponent }
  if (kept < 0) return { digits: '', exponent }
  const head = digits.slice(0, kept)
  const rest = digits.slice(kept)
  const tie = /^50*$/.test(rest)
  const lastIsOdd = Number(head.at(-1) ?? '0') % 2 === 1
  const up = tie ? lastIsOdd : rest.charAt(0) >= '5'
  if (!up) return { digits: head, exponent }
  const raised = (BigInt(`0${head}`) + 1n).toString().padStart(kept, '0')
  return raised.length > kept
    ? { digits: raised.slice(0, kept || 1), exponent: exponent + 1 }
    : { digits: raised, exponent }
}

function scientific({ digits, exponent }: Decimal): string {
  const power = exponent - 1
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  return `${digits.charAt(0)}${fraction}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

function plain({ digits, exponent }: Decimal): string {
  if (exponent <= 0) return digits === '' ? '0' : `0.${'0'.repeat(-exponent)}${digits}`
  const whole = digits.slice(0, exponent).padEnd(exponent, '0')
  const fraction = digits.slice(exponent)
  return fraction === '' ? whole : `${whole}.${fraction}`
}

function fixed(value: number, precision: number): string {
  const decimal = exactDecimal(value)
  const kept = value === 0 ? precision + 1 : decimal.exponent + precision
  const rounded = round(decimal, kept)
  const missing = precision - (rounded.digits.length - rounded.exponent)
  if (kept < 0 || rounded.digits === '') return precision === 0 ? '0' : `0.${'0'.repeat(precision)}`
  return plain({ digits: rounded.digits + '0'.repeat(Math.max(0, missing)), exponent: rounded.exponent })
}

function general(value: number, precision: number | undefined): string {
  if (value === 0) return '0'
  const kept = Math.max(1, precision ?? 6)
  const decimal = precision === undefined ? shortestDecimal(value) : round(exactDecimal(value), kept)
  const trimmed = { ...decimal, digits: decimal.digits.replace(/0+$/, '') }
  const power = decimal.exponent - 1
  return power < -4 || power >= kept ? scientific(trimmed) : plain(trimmed)
}

function exponential(value: number, precision: number): string {
  if (value === 0) return precision === 0 ? '0e+00' : `0.${'0'.repeat(precision)}e+00`
  return scientific(round(exactDecimal(value), precision + 1))
}

/** Writes a number as Go's `%g`, `%e` and `%f` do; without a precision `%g` is the shortest text that reads back the same. */
export function formatGoNumber(value: number, verb: 'g' | 'e' | 'f', precision?: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const size = Math.abs(value)
  if (verb === 'g') return sign + general(size, precision)
  return sign + (verb === 'e' ? exponential(size, precision ?? 6) : fixed(size, precision ?? 6))
}
