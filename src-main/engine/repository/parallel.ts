/** Runs a task for every item, at most `limit` at a time; the first failure stops the start of further ones and is thrown. */
export async function forEachParallel<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  for await (const item of items) {
    const run: Promise<void> = task(item)
      .catch((error: unknown) => {
        failures.push(error)
      })
      .finally(() => running.delete(run))
    running.add(run)
    if (running.size >= limit) await Promise.race(running)
    if (failures.length > 0) break
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
}
