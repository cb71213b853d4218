import { connect, type Socket } from 'node:net'
import { z } from 'zod'
import { AppError, type ErrorCode, errorData } from '#shared/contract/errors.ts'
import { newId } from './identifiers.ts'
import type { Json } from './queue.ts'

/** A call that another process of the same user makes on the owner of the data folder. */
export interface OwnerRequest {
  readonly method: string
  readonly params: Json
  /** Aborts when the caller gives up or goes away. */
  readonly signal: AbortSignal
  /** Sends something before the answer, for example progress. */
  emit(event: Json): void
}

/** Answers calls. An AppError reaches the caller as it is; anything else as INTERNAL. */
export type OwnerRequestHandler = (request: OwnerRequest) => Promise<Json>

const longestLine = 16_000_000

const requestSchema = z.union([
  z.object({ id: z.number(), method: z.string(), params: z.json() }),
  z.object({ id: z.number(), cancel: z.literal(true) }),
])

const answerSchema = z.union([
  z.object({ id: z.number(), event: z.json() }),
  z.object({ id: z.number(), result: z.json() }),
  z.object({ id: z.number(), error: z.object({ code: z.string(), data: z.json() }) }),
])

const greetingSchema = z.object({ owner: z.object({ pid: z.number() }) })

function send(socket: Socket, message: Json): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`)
}

/** Reads one JSON value a line; a connection that sends anything else, or too much of it, is dropped. */
function readLines(socket: Socket, onLine: (message: unknown) => void): void {
  let rest = ''
  socket.setEncoding('utf8').on('data', (text) => {
    const complete = `${rest}${text}`.split('\n')
    rest = complete.pop() ?? ''
    try {
      for (const line of complete) onLine(JSON.parse(line))
    } catch {
      socket.destroy()
    }
    if (rest.length > longestLine) socket.destroy()
  })
}

/** Speaks the owner's side on one connection: greets with the process id, then answers calls side by side. */
export function serveOwnerConnection(socket: Socket, handler: OwnerRequestHandler): void {
  const running = new Map<number, AbortController>()
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const controller of running.values()) controller.abort(new AppError('CANCELLED', {}))
  })
  readLines(socket, (message) => {
    const request = requestSchema.parse(message)
    if ('cancel' in request) running.get(request.id)?.abort(new AppError('CANCELLED', {}))
    else void answer(socket, handler, request, running)
  })
  send(socket, { owner: { pid: process.pid } })
}

async function answer(
  socket: Socket,
  handler: OwnerRequestHandler,
  request: { id: number; method: string; params: Json },
  running: Map<number, AbortController>,
): Promise<void> {
  const { id, method, params } = request
  const controller = new AbortController()
  running.set(id, controller)
  try {
    const emit = (event: Json) => send(socket, { id, event })
    const result = await handler({ method, params, signal: controller.signal, emit })
    send(socket, { id, result })
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError('INTERNAL', { requestId: newId() })
    send(socket, { id, error: { code: known.code, data: z.json().parse(known.data) } })
  } finally {
    running.delete(id)
  }
}

/** What one call may be given besides its parameters. */
export interface OwnerCallOptions {
  readonly signal?: AbortSignal
  readonly onEvent?: (event: Json) => void
}

/** A connection to the living owner of a data folder. */
export interface OwnerConnection {
  /** Process id of the owner. */
  readonly pid: number
  /** Fails with the owner's AppError, or UNAVAILABLE when the owner goes away first. */
  call(method: string, params: Json, options?: OwnerCallOptions): Promise<Json>
  close(): void
}

interface Pending {
  readonly resolve: (result: Json) => void
  readonly reject: (error: AppError) => void
  readonly onEvent: ((event: Json) => void) | undefined
}

const gone = () => new AppError('UNAVAILABLE', { what: 'owner' })

function toAppError(code: string, data: Json): AppError {
  if (!(code in errorData)) return new AppError('INTERNAL', { requestId: '' })
  const known = code as ErrorCode
  const parsed = errorData[known].safeParse(data)
  return parsed.success ? new AppError(known, parsed.data) : new AppError('INTERNAL', { requestId: '' })
}

class SocketConnection implements OwnerConnection {
  readonly pid: number
  readonly #socket: Socket
  readonly #pending = new Map<number, Pending>()
  #lastId = 0

  constructor(socket: Socket, pid: number) {
    this.#socket = socket
    this.pid = pid
    socket.on('close', () => {
      for (const { reject } of this.#pending.values()) reject(gone())
      this.#pending.clear()
    })
  }

  call(method: string, params: Json, options: OwnerCallOptions = {}): Promise<Json> {
    if (!this.#socket.writable) return Promise.reject(gone())
    this.#lastId += 1
    const id = this.#lastId
    const cancel = () => send(this.#socket, { id, cancel: true })
    const called = new Promise<Json>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onEvent: options.onEvent })
    })
    send(this.#socket, { id, method, params })
    options.signal?.addEventListener('abort', cancel, { once: true })
    if (options.signal?.aborted) cancel()
    return called.finally(() => {
      this.#pending.delete(id)
      options.signal?.removeEventListener('abort', cancel)
    })
  }

  receive(message: unknown): void {
    const answer = answerSchema.parse(message)
    const pending = this.#pending.get(answer.id)
    if ('event' in answer) pending?.onEvent?.(answer.event)
    else if ('result' in answer) pending?.resolve(answer.result)
    else pending?.reject(toAppError(answer.error.code, answer.error.data))
  }

  close(): void {
    this.#socket.destroy()
  }
}

/**
 * Connects to an owner's socket and waits for its greeting. Null when nobody listens there, or when the other side goes
 * away before it has become owner; fails with UNAVAILABLE when it listens but does not greet in time.
 */
export function connectToOwnerSocket(address: string, limitMs: number): Promise<OwnerConnection | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(address)
    let connection: SocketConnection | null = null
    const timer = setTimeout(() => {
      reject(gone())
      socket.destroy()
    }, limitMs)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(null)
    })
    readLines(socket, (message) => {
      if (connection) return connection.receive(message)
      connection = new SocketConnection(socket, greetingSchema.parse(message).owner.pid)
      clearTimeout(timer)
      resolve(connection)
    })
  })
}
