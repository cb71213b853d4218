import type { WebSocket } from 'ws'
import { z } from 'zod'

const malformedCode = 1007

/** What the peer protocol of oRPC sends from a window: a call, an event of a stream, or its end. */
const messageSchema = z.union([
  z.object({ i: z.string().max(100), t: z.literal(1).optional(), p: z.object({ u: z.string().max(4096) }) }),
  z.object({ i: z.string().max(100), t: z.literal(3), p: z.object({}) }),
  z.object({ i: z.string().max(100), t: z.literal(4) }),
])

/** A socket as the call handler needs it: messages that are no calls end it instead of reaching the handler. */
export function checkedSocket(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  const addEventListener: WebSocket['addEventListener'] = (type, listener, options) => {
    const checked: typeof listener = (event) => {
      if ('data' in event && !isMessage(event.data)) socket.close(malformedCode, 'malformed message')
      else if (typeof listener === 'function') listener.call(socket, event)
      else listener.handleEvent(event)
    }
    socket.addEventListener(type, checked, options)
  }
  return { addEventListener, send: socket.send.bind(socket) }
}

function isMessage(data: unknown): boolean {
  if (typeof data !== 'string') return false
  try {
    return messageSchema.safeParse(JSON.parse(data)).success
  } catch {
    return false
  }
}
