import { expect, it } from 'vitest'
import { forEachParallel } from './parallel.ts'

it('runs at most as many tasks at a time as allowed, and all of them', async () => {
  let running = 0
  let most = 0
  const done: number[] = []
  await forEachParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setImmediate(resolve))
    running--
    done.push(item)
  })
  expect([most, done.length]).toEqual([3, 7])
})

it('starts nothing after a failure, waits for what runs, and throws the first failure', async () => {
  const started: number[] = []
  const run = forEachParallel([1, 2, 3, 4, 5], 2, async (item) => {
    started.push(item)
    await new Promise((resolve) => setImmediate(resolve))
    throw new Error(`task ${item}`)
  })
  await expect(run).rejects.toThrow('task 1')
  expect(started).toEqual([1, 2])
})
