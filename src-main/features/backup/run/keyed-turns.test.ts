import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { KeyedTurns } from './keyed-turns.ts'

const never = new AbortController().signal

describe('turns by key', () => {
  it('run work of one key one after the other and of other keys beside it', async () => {
    const turns = new KeyedTurns()
    const told: string[] = []
    const work = (key: string, name: string) =>
      turns.run(key, never, async () => {
        told.push(`${name} begins`)
        await wait(5)
        told.push(`${name} ends`)
      })
    await Promise.all([work('a', 'first'), work('a', 'second'), work('b', 'other')])
    expect(told.indexOf('second begins')).toBeGreaterThan(told.indexOf('first ends'))
    expect(told.indexOf('other begins')).toBeLessThan(told.indexOf('first ends'))
  })

  it('let a waiting one give up without letting the next overtake the running one', async () => {
    const turns = new KeyedTurns()
    const { promise: running, resolve: finish } = Promise.withResolvers<void>()
    const told: string[] = []
    const first = turns.run('a', never, () => running)
    const giveUp = new AbortController()
    const second = turns.run('a', giveUp.signal, async () => void told.push('second'))
    const third = turns.run('a', never, async () => void told.push('third'))
    giveUp.abort(new Error('given up'))
    await expect(second).rejects.toThrow('given up')
    expect(told).toEqual([])
    finish()
    await Promise.all([first, third])
    expect(told).toEqual(['third'])
  })

  it('go on after work that failed', async () => {
    const turns = new KeyedTurns()
    await expect(turns.run('a', never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await expect(turns.run('a', never, async () => 'next')).resolves.toBe('next')
  })
})
