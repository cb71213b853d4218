import type { AppEvent } from '#shared/contract/events.ts'

/** Who gets an event: everybody, one user in all windows, or whoever has joined a room. */
export type Audience =
  | { readonly to: 'everyone' }
  | { readonly to: 'user'; readonly userId: string }
  | { readonly to: 'room'; readonly room: string }

/** What a subscriber wants to hear besides broadcasts. */
export interface Subscription {
  readonly userId?: string
  readonly rooms?: readonly string[]
  /** Events after this id are delivered first, as far as they are still remembered. */
  readonly lastEventId?: string
  readonly signal?: AbortSignal
}

/** An event as it travels: ids rise, so that a reconnecting window can ask for what it missed. */
export interface DeliveredEvent {
  readonly id: string
  readonly event: AppEvent
}

/** Announces facts that have happened. Events carry ids rather than rows and never steer. */
export interface EventBus {
  publish(event: AppEvent, audience?: Audience): void
  /** Ends when the signal aborts. A subscriber that lags loses the oldest events and is told by `events.lost`. */
  subscribe(subscription: Subscription): AsyncIterable<DeliveredEvent>
  /** Listener inside the process; returns how to stop. */
  listen(listener: (event: AppEvent) => void): () => void
}
