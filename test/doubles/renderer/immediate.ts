/** Stands for `node:timers/promises` in the page: gives way to what else waits. */
export function setImmediate(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
