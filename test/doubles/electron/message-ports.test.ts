import { describe, expect, it } from 'vitest'
import { MessageChannelDouble } from './electron/message-ports.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))

function listen(port: MessageChannelDouble['port1']) {
  const heard: unknown[] = []
  port.on('message', ({ data }) => heard.push(data))
  port.on('close', () => heard.push('closed'))
  return heard
}

describe('ports of the main process', () => {
  it('hold messages back until they are started, and copy what is sent', async () => {
    const { port1, port2 } = new MessageChannelDouble()
    const heard = listen(port2)
    const value = { count: 1 }
    port1.postMessage(value)
    value.count = 2
    await settle()
    expect(heard).toEqual([])
    port2.start()
    await settle()
    expect(heard).toEqual([{ count: 1 }])
    expect(() => port1.postMessage(() => 1)).toThrow()
  })

  it('tell both ends of a close, once', () => {
    const { port1, port2 } = new MessageChannelDouble()
    const heard = [listen(port1), listen(port2)]
    port1.close()
    port2.close()
    expect(heard).toEqual([['closed'], ['closed']])
  })

  it('pass on to a new owner, and cannot be used or given away a second time', async () => {
    const { port1, port2 } = new MessageChannelDouble()
    const received: unknown[] = []
    const owner = { receive: (data: unknown) => received.push(data), closed: () => received.push('closed') }
    port1.postMessage('before')
    await settle()
    port2.transferTo(owner)
    port1.postMessage('after')
    await settle()
    port1.close()
    expect(received).toEqual(['before', 'after', 'closed'])
    expect(() => port2.postMessage('x')).toThrow()
    expect(() => port2.transferTo(owner)).toThrow('already neutered')
  })
})
