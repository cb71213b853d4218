import { afterEach, describe, expect, it } from 'vitest'
import { Owner, watchForLeaks } from './lifecycle.ts'

const watch = watchForLeaks()
afterEach(() => expect(watch.leaks()).toEqual([]))

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

describe('an owner', () => {
  it('stops what it owns in reverse order and waits for each', async () => {
    const order: string[] = []
    const owner = new Owner('test')
    owner.own('first', () => void order.push('first'))
    owner.own('second', async () => {
      await wait(10)
      order.push('second')
    })
    owner.child('inner').own('third', () => void order.push('third'))
    expect(owner.running).toEqual(['first', 'second', 'test/inner'])
    await owner.stop()
    expect(order).toEqual(['third', 'second', 'first'])
    expect(owner.running).toEqual([])
  })

  it('stops a thing once, earlier if asked', async () => {
    let stops = 0
    const owner = new Owner('test')
    const stop = owner.own('thing', () => {
      stops += 1
    })
    await stop()
    await stop()
    await Promise.all([owner.stop(), owner.stop()])
    expect(stops).toBe(1)
  })

  it('goes on after a failure and names it at the end', async () => {
    const order: string[] = []
    const owner = new Owner('test')
    owner.own('first', () => void order.push('first'))
    owner.own('second', () => {
      throw new Error('will not')
    })
    await expect(owner.stop()).rejects.toMatchObject({ errors: [new Error('will not')] })
    expect(order).toEqual(['first'])
  })

  it('leaves behind what does not stop in time', async () => {
    const owner = new Owner('test', { limitMs: 20 })
    owner.own('hanging', () => new Promise(() => {}))
    await expect(owner.stop()).rejects.toMatchObject({ errors: [new Error('hanging did not stop within 20 ms')] })
  })

  it('stops at once what is started after the end', async () => {
    let stopped = false
    const owner = new Owner('test')
    await owner.stop()
    const late = () =>
      owner.own('late', () => {
        stopped = true
      })
    expect(late).toThrow('test has stopped and cannot own late')
    expect(stopped).toBe(true)
  })

  it('is reported while it still runs something', async () => {
    const owner = new Owner('forgotten')
    owner.own('timer', () => {})
    expect(watch.leaks()).toEqual(['forgotten: timer'])
    await owner.stop()
  })
})
