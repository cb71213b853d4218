import { afterEach, describe, expect, it, vi } from 'vitest'
import { ReconnectingSocket } from './reconnecting-socket.ts'

class FakeSocket extends EventTarget {
  readyState: 0 | 1 | 2 | 3 = 0
  readonly sent: unknown[] = []
  send(data: unknown): void {
    this.sent.push(data)
  }
  close(): void {
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }
  become(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
}

function arrange() {
  vi.useFakeTimers()
  const sockets: FakeSocket[] = []
  const states: string[] = []
  const told: string[] = []
  const socket = new ReconnectingSocket({
    open: () => {
      const one = new FakeSocket()
      sockets.push(one)
      return one
    },
    onState: (state) => states.push(state),
    delayMs: (attempt) => attempt * 100,
  })
  socket.addEventListener('open', () => told.push('open'))
  socket.addEventListener('close', () => told.push('close'))
  const last = () => {
    const one = sockets.at(-1)
    if (one === undefined) throw new Error('no socket was opened')
    return one
  }
  return { socket, sockets, states, told, last }
}

describe('a reconnecting socket', () => {
  afterEach(() => vi.useRealTimers())

  it('opens nothing until somebody looks at it', () => {
    const { socket, sockets } = arrange()
    expect(sockets).toHaveLength(0)
    expect(socket.readyState).toBe(0)
    expect(sockets).toHaveLength(1)
  })

  it('reports itself as connecting while it mends, and tells a loss once however many attempts fail', () => {
    const { socket, sockets, told, last } = arrange()
    socket.start()
    last().become()
    last().close()
    expect(socket.readyState).toBe(0)
    vi.advanceTimersByTime(100)
    last().close()
    vi.advanceTimersByTime(200)
    last().close()
    vi.advanceTimersByTime(300)
    last().become()
    expect(sockets).toHaveLength(4)
    expect(socket.readyState).toBe(1)
    expect(told).toEqual(['open', 'close', 'open'])
  })

  it('passes messages of the living connection only', () => {
    const { socket, sockets, last } = arrange()
    const heard: unknown[] = []
    socket.addEventListener('message', (event) => heard.push(event instanceof MessageEvent ? event.data : null))
    socket.start()
    last().become()
    last().close()
    sockets[0]?.dispatchEvent(new MessageEvent('message', { data: 'late' }))
    vi.advanceTimersByTime(100)
    last().become()
    last().dispatchEvent(new MessageEvent('message', { data: 'fresh' }))
    expect(heard).toEqual(['fresh'])
  })

  it('does not come back by itself when its session has ended', () => {
    const { socket, sockets, told, states, last } = arrange()
    socket.start()
    last().become()
    last().dispatchEvent(Object.assign(new Event('close'), { code: 4401 }))
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
    expect(told).toEqual(['open', 'close'])
    expect(states.at(-1)).toBe('lost')
  })

  it('stays closed after stop, and opens anew when it is used again', () => {
    const { socket, sockets, told, last } = arrange()
    socket.start()
    last().become()
    socket.stop()
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
    expect(told).toEqual(['open', 'close'])
    expect(socket.readyState).toBe(0)
    expect(sockets).toHaveLength(2)
  })
})
