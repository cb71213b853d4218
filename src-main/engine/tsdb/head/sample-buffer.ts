import { copyValue } from './absent.ts'

const initialSamples = 256

/** Samples of one series, gathered from wherever they lie. */
export class SampleBuffer {
  #times = new Float64Array(initialSamples)
  #values = new Float64Array(initialSamples)
  #count = 0

  get count(): number {
    return this.#count
  }

  get times(): Float64Array {
    return this.#times.subarray(0, this.#count)
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.#count)
  }

  add(time: number, from: Float64Array, index: number): void {
    this.reserve(1)
    this.#times[this.#count] = time
    copyValue(from, index, this.#values, this.#count)
    this.#count += 1
  }

  append(times: Float64Array, values: Float64Array): void {
    this.reserve(times.length)
    this.#times.set(times, this.#count)
    this.#values.set(values, this.#count)
    this.#count += times.length
  }

  clear(): void {
    this.#count = 0
  }

  /** Room for more, once for all that is coming. */
  reserve(more: number): void {
    const needed = this.#count + more
    if (needed <= this.#times.length) return
    const capacity = Math.max(needed, 2 * this.#count)
    this.#times = grown(this.#times, capacity, this.#count)
    this.#values = grown(this.#values, capacity, this.#count)
  }

  /** Brings samples from several places into the order of time. */
  sort(): void {
    const { times, values } = this
    if (isAscending(times)) return
    const order = Uint32Array.from(times.keys()).sort((left, right) => (times[left] ?? 0) - (times[right] ?? 0))
    const sorted = new SampleBuffer()
    sorted.reserve(times.length)
    for (const index of order) sorted.add(times[index] ?? 0, values, index)
    this.#times = sorted.#times
    this.#values = sorted.#values
  }
}

function grown(array: Float64Array<ArrayBuffer>, capacity: number, count: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity)
  larger.set(array.subarray(0, count))
  return larger
}

function isAscending(times: Float64Array): boolean {
  for (let index = 1; index < times.length; index += 1) {
    if ((times[index] ?? 0) < (times[index - 1] ?? 0)) return false
  }
  return true
}
