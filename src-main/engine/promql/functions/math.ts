import { dateParts } from './dates.ts'

/** A function from number to number, applied to every element of a vector. */
type Mapping = (value: number, ...parameters: readonly number[]) => number

const perDegree = Math.PI / 180

function sign(value: number): number {
  if (value > 0) return 1
  return value < 0 ? -1 : value
}

function round(value: number, nearest = 1): number {
  const inverse = 1 / nearest
  return Math.floor(value * inverse + 0.5) / inverse
}

/** What is infinite wins also over what is no number. */
function larger(left: number, right: number): number {
  const isInfinite = left === Number.POSITIVE_INFINITY || right === Number.POSITIVE_INFINITY
  return isInfinite ? Number.POSITIVE_INFINITY : Math.max(left, right)
}

function smaller(left: number, right: number): number {
  const isInfinite = left === Number.NEGATIVE_INFINITY || right === Number.NEGATIVE_INFINITY
  return isInfinite ? Number.NEGATIVE_INFINITY : Math.min(left, right)
}

/** Every function that maps the elements of a vector one by one; further arguments are scalars. */
export const mappings: ReadonlyMap<string, Mapping> = new Map<string, Mapping>([
  ['abs', Math.abs],
  ['acos', Math.acos],
  ['acosh', Math.acosh],
  ['asin', Math.asin],
  ['asinh', Math.asinh],
  ['atan', Math.atan],
  ['atanh', Math.atanh],
  ['ceil', Math.ceil],
  ['cos', Math.cos],
  ['cosh', Math.cosh],
  ['exp', Math.exp],
  ['floor', Math.floor],
  ['ln', Math.log],
  ['log10', Math.log10],
  ['log2', Math.log2],
  ['sin', Math.sin],
  ['sinh', Math.sinh],
  ['sqrt', Math.sqrt],
  ['tan', Math.tan],
  ['tanh', Math.tanh],
  ['deg', (value) => value / perDegree],
  ['rad', (value) => value * perDegree],
  ['sgn', sign],
  ['round', round],
  ['clamp', (value, lowest = 0, highest = 0) => larger(smaller(value, highest), lowest)],
  ['clamp_min', (value, lowest = 0) => larger(value, lowest)],
  ['clamp_max', (value, highest = 0) => smaller(value, highest)],
  ...dateParts,
])
