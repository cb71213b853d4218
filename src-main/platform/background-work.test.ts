import { afterEach, describe, expect, it, vi } from 'vitest'
import { BackgroundWork } from './background-work.ts'
import { Owner } from './lifecycle.ts'
import { type Logger, silentLogger } from './logger.ts'
import { MergedRuns } from './merged-runs.ts'

afterEach(() => void vi.useRealTimers())

describe('work in the background', () => {
  it('logs a failure once, until it has succeeded again', async () => {
    const errors: string[] = []
    const log: Logger = { ...silentLogger, error: (message) => void errors.push(message) }
    let away = true
    const work = new BackgroundWork('sweep', log, async () => {
      if (away) throw new Error('away')
    })
    await work.run()
    await work.run()
    expect(errors).toEqual(['sweep failed'])
    away = false
    await work.run()
    away = true
    await work.run()
    expect(errors).toEqual(['sweep failed', 'sweep failed'])
  })

  it('is repeated until its owner stops', async () => {
    vi.useFakeTimers()
    let runs = 0
    const owner = new Owner('test')
    new BackgroundWork('sweep', silentLogger, async () => {
      runs += 1
    }).repeat(owner, 1000)
    await vi.advanceTimersByTimeAsync(3500)
    expect(runs).toBe(3)
    await owner.stop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(runs).toBe(3)
  })
})

describe('merged runs', () => {
  it('are never two at once, and one more serves all who asked meanwhile', async () => {
    let [running, runs, most] = [0, 0, 0]
    const merged = new MergedRuns(async () => {
      running += 1
      runs += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running -= 1
    })
    await Promise.all([merged.run(), merged.run(), merged.run()])
    expect([runs, most]).toEqual([2, 1])
    await merged.run()
    expect(runs).toBe(3)
  })

  it('go on after a failure', async () => {
    let fails = true
    const merged = new MergedRuns(async () => {
      if (fails) throw new Error('away')
    })
    await expect(merged.run()).rejects.toThrow('away')
    fails = false
    await merged.run()
  })
})
