import { AppError, appErrorFrom } from '#shared/contract/errors.ts'

/** A thread or a port to one: what is needed to talk over it. */
export interface Port {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: PortMessage) => void): unknown
}

interface Failure {
  /** Empty where it is no error of the registry. */
  readonly code: string
  readonly data: unknown
  readonly message: string
}

/** What goes over the port, either way. `to` names the object that is called, since a port may carry several. */
export type PortMessage =
  | {
      readonly kind: 'call'
      readonly to: string
      readonly id: number
      readonly method: string
      readonly given: readonly unknown[]
    }
  | { readonly kind: 'answer'; readonly to: string; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly to: string; readonly id: number; readonly failure: Failure }

/** Methods of an object that can be called from afar: all that answer with a promise. */
export type RemoteMethod<T> = {
  [K in keyof T]: T[K] extends (...given: never[]) => Promise<unknown> ? K : never
}[keyof T] &
  string

export interface RemoteCalls<T> {
  readonly calls: T
  /** Fails everything that waits and everything asked from now on. */
  end(reason: Error): void
}

/**
 * An object on the other side of a port that is called as if it were here: arguments and answers are copied as
 * `postMessage` copies them; errors of the registry keep code and data, others their message.
 */
export function callsOver<T>(port: Port, to: string, methods: readonly RemoteMethod<T>[]): RemoteCalls<T> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0
  let ended: Error | null = null
  port.on('message', (message) => {
    if (message.kind === 'call' || message.to !== to) return
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'answer') call?.resolve(message.value)
    else call?.reject(errorOf(message.failure))
  })
  const ask = (method: string, given: readonly unknown[]): Promise<unknown> => {
    if (ended !== null) return Promise.reject(ended)
    lastId += 1
    const call = Promise.withResolvers<unknown>()
    waiting.set(lastId, call)
    port.postMessage({ kind: 'call', to, id: lastId, method, given })
    return call.promise
  }
  const calls = Object.fromEntries(methods.map((method) => [method, (...given: unknown[]) => ask(method, given)]))
  return {
    // The other side serves an object of this type under these names.
    calls: calls as T,
    end: (reason) => {
      ended = reason
      for (const { reject } of waiting.values()) reject(reason)
      waiting.clear()
    },
  }
}

/** Lets the other side call these methods of an object, and no others. */
export function serveCalls<T extends object>(
  port: Port,
  to: string,
  target: T,
  methods: readonly RemoteMethod<T>[],
): void {
  const allowed: ReadonlySet<string> = new Set(methods)
  port.on('message', (message) => {
    if (message.kind !== 'call' || message.to !== to) return
    const { id, method, given } = message
    void answer(target, allowed.has(method) ? method : '', given).then(
      (value) => port.postMessage({ kind: 'answer', to, id, value }),
      (error) => port.postMessage({ kind: 'failure', to, id, failure: failureOf(error) }),
    )
  })
}

async function answer(target: object, method: string, given: readonly unknown[]): Promise<unknown> {
  const found: unknown = Reflect.get(target, method)
  if (typeof found !== 'function') throw new Error('no such method')
  return await Reflect.apply(found, target, given)
}

function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, data: error.data, message: error.message }
  return { code: '', data: null, message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
}

function errorOf({ code, data, message }: Failure): Error {
  return appErrorFrom(code, data) ?? new Error(message)
}
