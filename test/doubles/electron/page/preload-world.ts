import type { Codec } from '../codec.ts'
import type { ExposedShape, WorldNames } from './main-world.ts'

/** What Node sends into the isolated world. */
export type ToPage =
  | { readonly kind: 'message'; readonly channel: string; readonly message: unknown; readonly ports: readonly string[] }
  | { readonly kind: 'port-data'; readonly port: string; readonly data: unknown }
  | { readonly kind: 'port-close'; readonly port: string }

/** What the isolated world sends to Node. */
export type FromPage =
  | { readonly kind: 'message'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'port-data'; readonly port: string; readonly data: unknown }
  | { readonly kind: 'port-close'; readonly port: string }
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'preload-error'; readonly message: string }

type PreloadScript = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void

/**
 * Runs in the isolated world before the page's scripts: gives the preload what a sandboxed preload has, `require` of
 * electron's renderer half, and carries its messages and ports over a binding. Stands alone: its source is sent into pages.
 */
export function runPreloadWorld(
  names: WorldNames,
  codec: Codec,
  bindingName: string,
  receiverName: string,
  preload: PreloadScript,
): void {
  type Listener = (event: object, message: unknown) => void
  const listeners = new Map<string, Set<Listener>>()
  const ports = new Map<string, MessagePort>()
  const functions: ((...args: unknown[]) => unknown)[] = []
  const toNode = (message: FromPage) => {
    const binding: unknown = Reflect.get(globalThis, bindingName)
    if (typeof binding !== 'function') throw new Error('the binding to the main process is missing')
    binding(codec.encode(message))
  }
  const textOf = (event: Event) => (event instanceof CustomEvent ? String(event.detail) : '')
  const toMainWorld = (name: string, value: unknown) =>
    window.dispatchEvent(new CustomEvent(name, { detail: codec.encode(value) }))

  const openPort = (id: string): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    ports.set(id, port1)
    port1.onmessage = ({ data }) => toNode({ kind: 'port-data', port: id, data })
    port1.addEventListener('close', () => {
      if (ports.delete(id)) toNode({ kind: 'port-close', port: id })
    })
    return port2
  }
  const receive = (message: ToPage) => {
    if (message.kind === 'message') {
      const event = { ports: message.ports.map(openPort), sender: ipcRenderer }
      for (const listener of listeners.get(message.channel) ?? []) listener(event, message.message)
    } else if (message.kind === 'port-data') ports.get(message.port)?.postMessage(message.data)
    else {
      const port = ports.get(message.port)
      ports.delete(message.port)
      port?.close()
    }
  }
  const ipcRenderer = {
    on: (channel: string, listener: Listener) => {
      const known = listeners.get(channel) ?? new Set()
      listeners.set(channel, known.add(listener))
      return ipcRenderer
    },
    off: (channel: string, listener: Listener) => {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer
    },
    send: (channel: string, ...args: unknown[]) => toNode({ kind: 'message', channel, args: structuredClone(args) }),
  }
  const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === 'function'
  const shapeOf = (value: unknown): ExposedShape => {
    if (isFunction(value)) return { kind: 'function', id: functions.push(value) - 1 }
    if (typeof value !== 'object' || value === null) return { kind: 'value', value }
    return { kind: 'object', entries: Object.entries(value).map(([key, part]) => [key, shapeOf(part)]) }
  }
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) => toMainWorld(names.expose, { name, shape: shapeOf(api) }),
  }
  const electron = Object.freeze({ contextBridge, ipcRenderer })
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }

  const isCall = (value: unknown): value is { id: number; args: unknown[] } =>
    typeof value === 'object' && value !== null && 'id' in value && 'args' in value
  const answerCall = (call: unknown): readonly ['gave' | 'threw', unknown] => {
    try {
      if (!isCall(call)) throw new Error('a malformed call')
      return ['gave', structuredClone(functions[call.id]?.(...call.args))]
    } catch (error) {
      return ['threw', error instanceof Error ? error.message : String(error)]
    }
  }
  window.addEventListener(names.call, (event) => toMainWorld(names.answer, answerCall(codec.decode(textOf(event)))))
  window.addEventListener(names.open, (event) => {
    const opened = codec.decode(textOf(event))
    if (typeof opened === 'object' && opened !== null && 'url' in opened)
      toNode({ kind: 'open', url: String(opened.url) })
  })
  Reflect.set(globalThis, receiverName, receive)
  const module = { exports: {} }
  try {
    preload(require, module, module.exports)
  } catch (error) {
    toNode({ kind: 'preload-error', message: error instanceof Error ? error.message : String(error) })
  }
}
