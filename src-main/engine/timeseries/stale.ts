/** The NaN by which Prometheus says that a series has ended (value.StaleNaN): 0x7ff0000000000002. */
const staleLow = 0x00000002
const staleHigh = 0x7ff00000

/**
 * Whether the sample at an index says that its series ended there. Looks at the bits, because a number taken out of the
 * array need not keep them; copying between arrays of doubles (set, slice) does keep them.
 */
export function isStale(values: Float64Array, index: number): boolean {
  if (!Number.isNaN(values[index])) return false
  const words = new DataView(values.buffer, values.byteOffset + index * 8, 8)
  return words.getUint32(0, true) === staleLow && words.getUint32(4, true) === staleHigh
}

/** Writes the end of a series at an index. */
export function markStale(values: Float64Array, index: number): void {
  const words = new DataView(values.buffer, values.byteOffset + index * 8, 8)
  words.setUint32(0, staleLow, true)
  words.setUint32(4, staleHigh, true)
}
