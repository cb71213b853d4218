import { implement, withEventMeta } from '@orpc/server'
import type { CallContext } from '#main/platform/caller.ts'
import type { DeliveredEvent, EventBus } from '#main/platform/events.ts'
import { AppError } from '#shared/contract/errors.ts'
import { type Health, type SystemInfo, systemContract } from '#shared/features/system/contract.ts'

export interface SystemPorts {
  readonly events: EventBus
  readonly info: () => SystemInfo
  /** What the parts of the program say of themselves at this moment. */
  readonly health: () => Promise<Health>
}

const router = implement(systemContract).$context<CallContext>()

export function createSystemRouter({ events, info, health }: SystemPorts) {
  return router.router({
    info: router.info.handler(() => info()),
    health: router.health.handler(async () => answering(await health())),
    events: {
      subscribe: router.events.subscribe.handler(async function* ({ input, context, signal, lastEventId }) {
        const { caller } = context
        const delivered = events.subscribe({
          ...(caller.kind === 'user' ? { userId: caller.userId } : {}),
          ...(input?.rooms === undefined ? {} : { rooms: input.rooms }),
          ...(lastEventId === undefined ? {} : { lastEventId }),
          ...(signal === undefined ? {} : { signal }),
        })
        const sessionId = caller.kind === 'user' ? caller.sessionId : null
        for await (const one of delivered) {
          const end = sessionEndIn(one)
          if (end !== null && end !== sessionId) continue
          yield withEventMeta({ ...one }, { id: one.id })
          if (end !== null) return
        }
      }),
    },
  })
}

/** Whoever watches looks at the status of the answer, not at its body. */
function answering(found: Health): Health {
  if (found.status !== 'ok') throw new AppError('UNAVAILABLE', { what: found.status })
  return found
}

/** The session whose end the event tells: nobody hears of other people's sessions. */
function sessionEndIn({ event }: DeliveredEvent): string | null {
  return event.type === 'security.session.ended' ? event.sessionId : null
}
