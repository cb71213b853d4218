import type { WebSocket } from 'ws'
import { isCallMessage } from '#main/app/api/call-message.ts'

const malformedCode = 1007

/** A socket as the call handler needs it: messages that are no calls end it instead of reaching the handler. */
export function checkedSocket(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  const addEventListener: WebSocket['addEventListener'] = (type, listener, options) => {
    const checked: typeof listener = (event) => {
      if ('data' in event && !isCallMessage(event.data)) socket.close(malformedCode, 'malformed message')
      else if (typeof listener === 'function') listener.call(socket, event)
      else listener.handleEvent(event)
    }
    socket.addEventListener(type, checked, options)
  }
  return { addEventListener, send: socket.send.bind(socket) }
}
