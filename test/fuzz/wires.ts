import type { Application } from '#main/app/create-app.ts'
import { openPort } from '../hosts/port-client.ts'
import { openWindow } from '../hosts/window-client.ts'
import type { Wire } from './peer-calls.ts'

/** The port of a desktop window. */
export function portWire(app: Application, token: string): Wire {
  const { port } = openPort(app, token)
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', (text) => listener(String(text))),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }
}

/** The WebSocket of a program with a bearer token. */
export async function socketWire(url: string, token: string): Promise<Wire> {
  const { socket } = await openWindow(url, { authorization: `Bearer ${token}` })
  return {
    send: (message) => socket.send(message),
    onMessage: (listener) => void socket.on('message', (text) => listener(String(text))),
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.terminate(),
  }
}
