/**
 * Frees a large buffer at once. The garbage collector looks at the small JavaScript heap of a thread, not at the megabytes that came
 * from other threads, and would leave hundreds of them lying about. The buffer is empty afterwards.
 */
export function freeNow(bytes: Uint8Array<ArrayBuffer>): void {
  bytes.buffer.transfer(0)
}
