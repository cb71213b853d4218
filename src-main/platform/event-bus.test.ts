import { describe, expect, it } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import { InProcessEventBus } from './event-bus.ts'
import type { DeliveredEvent, Subscription } from './events.ts'

const event = (key: string): AppEvent => ({ type: 'settings.changed', keys: [key] })

const keyOf = ({ event }: DeliveredEvent) => (event.type === 'settings.changed' ? event.keys[0] : event.type)

/** Takes this many events, then leaves. */
async function take(events: AsyncIterable<DeliveredEvent>, count: number): Promise<DeliveredEvent[]> {
  const taken: DeliveredEvent[] = []
  if (count === 0) return taken
  for await (const one of events) {
    taken.push(one)
    if (taken.length === count) break
  }
  return taken
}

describe('the event bus', () => {
  it('delivers broadcasts to all, and the rest to its user or room only', async () => {
    const bus = new InProcessEventBus()
    const heard = async (subscription: Subscription, count: number) =>
      (await take(bus.subscribe(subscription), count)).map(keyOf)
    const heardByAll = Promise.all([
      heard({ userId: 'u1', rooms: ['r1'] }, 4),
      heard({ userId: 'u2' }, 2),
      heard({ rooms: ['r1'] }, 3),
    ])
    bus.publish(event('all'))
    bus.publish(event('user'), { to: 'user', userId: 'u1' })
    bus.publish(event('room'), { to: 'room', room: 'r1' })
    bus.publish(event('end'))
    expect(await heardByAll).toEqual([
      ['all', 'user', 'room', 'end'],
      ['all', 'end'],
      ['all', 'room', 'end'],
    ])
    expect(bus.subscriberCount).toBe(0)
  })

  it('hears events published between subscribing and the first look', async () => {
    const bus = new InProcessEventBus()
    const events = bus.subscribe({})
    bus.publish(event('early'))
    expect((await take(events, 1)).map(keyOf)).toEqual(['early'])
  })

  it('delivers what a reconnecting subscriber has missed, without gap or repetition', async () => {
    const bus = new InProcessEventBus()
    const first = bus.subscribe({})
    for (const key of ['1', '2', '3']) bus.publish(event(key))
    const [, second] = await take(first, 2)
    const again = bus.subscribe({ lastEventId: second?.id ?? '' })
    bus.publish(event('4'))
    expect((await take(again, 2)).map(keyOf)).toEqual(['3', '4'])
  })

  it('tells a subscriber who has been away too long that events are lost', async () => {
    const bus = new InProcessEventBus({ remembered: 2 })
    const [first] = await (async () => {
      const events = bus.subscribe({})
      bus.publish(event('1'))
      return take(events, 1)
    })()
    for (const key of ['2', '3', '4']) bus.publish(event(key))
    const events = await take(bus.subscribe({ lastEventId: first?.id ?? '' }), 3)
    expect(events.map(keyOf)).toEqual(['events.lost', '3', '4'])
    expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).toSorted())
  })

  it('takes the id of an earlier run of the program, or nonsense, for lost events', async () => {
    const earlier = new InProcessEventBus({ clock: { now: () => new Date(0), monotonicMs: () => 0 } })
    const events = earlier.subscribe({})
    earlier.publish(event('old'))
    const [old] = await take(events, 1)
    const bus = new InProcessEventBus()
    bus.publish(event('new'))
    for (const lastEventId of [old?.id ?? '', '', 'x-y', '9-9']) {
      expect((await take(bus.subscribe({ lastEventId }), 2)).map(keyOf)).toEqual(['events.lost', 'new'])
    }
  })

  it('drops the oldest events of a subscriber who lags and says so', async () => {
    const bus = new InProcessEventBus({ waiting: 3 })
    const events = bus.subscribe({})
    for (let index = 0; index < 10; index += 1) bus.publish(event(String(index)))
    expect((await take(events, 4)).map(keyOf)).toEqual(['events.lost', '7', '8', '9'])
  })

  it('ends when the signal aborts, also while waiting', async () => {
    const bus = new InProcessEventBus()
    const controller = new AbortController()
    const waiting = take(bus.subscribe({ signal: controller.signal }), 1)
    controller.abort()
    expect(await waiting).toEqual([])
    expect(await take(bus.subscribe({ signal: controller.signal }), 1)).toEqual([])
    expect(bus.subscriberCount).toBe(0)
  })

  it('keeps going when a listener fails', () => {
    const bus = new InProcessEventBus()
    const heard: string[] = []
    bus.listen(() => {
      throw new Error('broken listener')
    })
    const stop = bus.listen(({ type }) => heard.push(type))
    bus.publish(event('1'))
    stop()
    bus.publish(event('2'))
    expect(heard).toEqual(['settings.changed'])
  })
})
