/** A NaN of its own for "no sample of this series in this row"; beside it stand ends of series and plain NaN. */
const low = 0x00000003
const high = 0x7ff00000

export function markAbsent(values: Float64Array, index: number): void {
  const words = new DataView(values.buffer, values.byteOffset + index * 8, 8)
  words.setUint32(0, low, true)
  words.setUint32(4, high, true)
}

export function isAbsent(values: Float64Array, index: number): boolean {
  if (!Number.isNaN(values[index])) return false
  const words = new DataView(values.buffer, values.byteOffset + index * 8, 8)
  return words.getUint32(0, true) === low && words.getUint32(4, true) === high
}

/** Copies a value with all its bits, which a number taken out of an array need not keep. */
export function copyValue(from: Float64Array, index: number, to: Float64Array, at: number): void {
  const value = from[index] ?? Number.NaN
  if (Number.isNaN(value)) to.set(from.subarray(index, index + 1), at)
  else to[at] = value
}
