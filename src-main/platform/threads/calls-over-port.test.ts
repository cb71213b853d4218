import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AppError } from '#shared/contract/errors.ts'
import { callsOver, serveCalls } from './calls-over-port.ts'

class Adder {
  readonly secret = 'kept'
  async add(left: number, right: number): Promise<number> {
    if (left < 0) throw new AppError('NOT_FOUND', { resource: 'number', id: String(left) })
    if (right < 0) throw new RangeError('too small')
    return left + right
  }
  async forever(): Promise<number> {
    return await new Promise(() => {})
  }
  async hidden(): Promise<string> {
    return this.secret
  }
}

function pair() {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  serveCalls(port2, 'adder', new Adder(), ['add', 'forever'])
  return callsOver<Adder>(port1, 'adder', ['add', 'forever', 'hidden'])
}

describe('calls over a port', () => {
  it('are answered, each with its own answer', async () => {
    const { calls } = pair()
    expect(await Promise.all([calls.add(1, 2), calls.add(3, 4)])).toEqual([3, 7])
  })

  it('fail with code and data of the registry, or with a message', async () => {
    const { calls } = pair()
    await expect(calls.add(-1, 2)).rejects.toMatchObject({ code: 'NOT_FOUND', data: { resource: 'number', id: '-1' } })
    await expect(calls.add(1, -2)).rejects.toThrow('RangeError: too small')
  })

  it('reach nothing that is not offered', async () => {
    await expect(pair().calls.hidden()).rejects.toThrow('no such method')
  })

  it('fail when the other side has ended, also those that wait', async () => {
    const { calls, end } = pair()
    const waiting = calls.forever()
    end(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    await expect(calls.add(1, 2)).rejects.toThrow('gone')
  })
})
