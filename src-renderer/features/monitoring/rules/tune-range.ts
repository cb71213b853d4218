/** Where the slider of a threshold begins and ends, and how fine it is: around the number as the rule has it now. */
export function tuneRange(threshold: number): { readonly min: number; readonly max: number; readonly step: number } {
  const size = Math.abs(threshold)
  if (size === 0) return { min: -10, max: 10, step: 0.1 }
  const step = 10 ** (Math.floor(Math.log10(size)) - 1)
  const far = size <= 1 ? Math.max(size * 2, size > 0.5 ? 1 : 0) : size * 3
  const round = (value: number) => Number((Math.round(value / step) * step).toPrecision(6))
  return threshold > 0 ? { min: 0, max: round(far), step } : { min: round(-far), max: 0, step }
}
