import { implement, withEventMeta } from '@orpc/server'
import type { CallContext, Caller } from '#main/platform/caller.ts'
import type { DeliveredEvent, EventBus } from '#main/platform/events.ts'
import { AppError } from '#shared/contract/errors.ts'
import { type Health, type SystemInfo, systemContract } from '#shared/features/system/contract.ts'

export interface SystemPorts {
  readonly events: EventBus
  readonly info: () => SystemInfo
  /** What the parts of the program say of themselves at this moment. */
  readonly health: () => Promise<Health>
  /** Whether the caller may hear how that task goes: its progress names files. */
  readonly hearsTask: (id: string, context: CallContext) => Promise<boolean>
}

const router = implement(systemContract).$context<CallContext>()

export function createSystemRouter({ events, info, health, hearsTask }: SystemPorts) {
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
        for await (const one of delivered) {
          const isLast = endsFor(caller, one)
          if (one.event.type === 'security.session.ended' && !isLast) continue
          const { event } = one
          const isOfTask = event.type === 'task.changed' || event.type === 'task.progress'
          if (isOfTask && !(await hearsTask(event.id, context))) continue
          yield withEventMeta({ ...one }, { id: one.id })
          if (isLast) return
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

/** Whether the caller's session is over, or the key they came with may be: then they must come again to hear more. */
function endsFor(caller: Caller, { event }: DeliveredEvent): boolean {
  if (event.type === 'security.session.ended') return caller.kind === 'user' && event.sessionId === caller.sessionId
  if (caller.kind !== 'api-key') return false
  if (event.type === 'security.api-key.changed') return event.id === caller.keyId
  return event.type === 'security.user.changed' && event.id === caller.userId
}
