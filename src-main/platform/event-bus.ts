import type { AppEvent } from '#shared/contract/events.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Audience, DeliveredEvent, EventBus, Subscription } from './events.ts'
import { type Logger, silentLogger } from './logger.ts'

/** Sizes of the bus. */
export interface EventBusOptions {
  /** How many events a reconnecting subscriber can still ask for; 1000 unless told. */
  readonly remembered?: number
  /** How many events wait for one slow subscriber before the oldest are dropped; 500 unless told. */
  readonly waiting?: number
  readonly clock?: Clock
  readonly log?: Logger
}

interface Entry {
  readonly sequence: number
  readonly audience: Audience
  readonly delivered: DeliveredEvent
}

function hears(subscription: Subscription, audience: Audience): boolean {
  if (audience.to === 'everyone') return true
  if (audience.to === 'user') return audience.userId === subscription.userId
  return subscription.rooms?.includes(audience.room) ?? false
}

/** Events waiting for one subscriber, never more than the limit. */
class Mailbox implements AsyncIterableIterator<DeliveredEvent> {
  readonly #limit: number
  readonly #waiting: DeliveredEvent[] = []
  #lostId: string | null = null
  #ended = false
  #wake: (() => void) | null = null
  readonly #onEnd: () => void

  constructor(limit: number, onEnd: () => void) {
    this.#limit = limit
    this.#onEnd = onEnd
  }

  put(delivered: DeliveredEvent): void {
    if (this.#ended) return
    this.#waiting.push(delivered)
    if (this.#waiting.length > this.#limit) this.tellLoss(this.#waiting.shift()?.id ?? delivered.id)
    this.#wake?.()
  }

  /** The next event delivered says that everything up to this id may be missing. */
  tellLoss(id: string): void {
    this.#lostId = id
  }

  async next(): Promise<IteratorResult<DeliveredEvent, undefined>> {
    while (!this.#ended && this.#lostId === null && this.#waiting.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (this.#ended) return { done: true, value: undefined }
    if (this.#lostId !== null) {
      const lost: DeliveredEvent = { id: this.#lostId, event: { type: 'events.lost' } }
      this.#lostId = null
      return { done: false, value: lost }
    }
    const value = this.#waiting.shift()
    return value ? { done: false, value } : this.next()
  }

  async return(): Promise<IteratorResult<DeliveredEvent, undefined>> {
    this.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#waiting.length = 0
    this.#wake?.()
    this.#onEnd()
  }
}

/** The event bus of one process. Its ids hold a mark of this run, so that ids of an earlier run are recognised as lost. */
export class InProcessEventBus implements EventBus {
  readonly #options: Required<EventBusOptions>
  readonly #run: string
  #sequence = 0
  readonly #remembered: Entry[] = []
  readonly #subscribers = new Map<Mailbox, Subscription>()
  readonly #listeners = new Set<(event: AppEvent) => void>()

  constructor(options: EventBusOptions = {}) {
    this.#options = { remembered: 1000, waiting: 500, clock: systemClock, log: silentLogger, ...options }
    this.#run = String(this.#options.clock.now().getTime()).padStart(15, '0')
  }

  publish(event: AppEvent, audience: Audience = { to: 'everyone' }): void {
    this.#sequence += 1
    const entry = { sequence: this.#sequence, audience, delivered: { id: this.#id(this.#sequence), event } }
    this.#remembered.push(entry)
    if (this.#remembered.length > this.#options.remembered) this.#remembered.shift()
    for (const [mailbox, subscription] of this.#subscribers) {
      if (hears(subscription, audience)) mailbox.put(entry.delivered)
    }
    for (const listener of this.#listeners) this.#tell(listener, event)
  }

  subscribe(subscription: Subscription): AsyncIterable<DeliveredEvent> {
    const end = () => mailbox.end()
    const mailbox = new Mailbox(this.#options.waiting, () => {
      this.#subscribers.delete(mailbox)
      subscription.signal?.removeEventListener('abort', end)
    })
    this.#replay(mailbox, subscription)
    this.#subscribers.set(mailbox, subscription)
    subscription.signal?.addEventListener('abort', end, { once: true })
    if (subscription.signal?.aborted) end()
    return mailbox
  }

  listen(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** How many subscribers are connected now. */
  get subscriberCount(): number {
    return this.#subscribers.size
  }

  #id(sequence: number): string {
    return `${this.#run}-${String(sequence).padStart(12, '0')}`
  }

  #replay(mailbox: Mailbox, subscription: Subscription): void {
    if (subscription.lastEventId === undefined) return
    const [run, sequenceText] = subscription.lastEventId.split('-')
    const last = run === this.#run ? Number(sequenceText) : Number.NaN
    const oldest = this.#remembered[0]?.sequence ?? this.#sequence + 1
    const known = last >= oldest - 1 && last <= this.#sequence
    if (!known) mailbox.tellLoss(this.#id(oldest - 1))
    for (const entry of this.#remembered) {
      if (known && entry.sequence <= last) continue
      if (hears(subscription, entry.audience)) mailbox.put(entry.delivered)
    }
  }

  #tell(listener: (event: AppEvent) => void, event: AppEvent): void {
    try {
      listener(event)
    } catch (error) {
      this.#options.log.error('a listener of events failed', { event: event.type, error })
    }
  }
}
