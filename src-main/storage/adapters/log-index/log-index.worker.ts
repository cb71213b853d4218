import { parentPort } from 'node:worker_threads'
import { IndexedSource } from './indexed-source.ts'
import type { LogIndexRequest, LogIndexResponse } from './log-index-protocol.ts'

/** Indexes and searches logs in a thread of its own: questions come in between slices of indexing. */

const sliceMs = 30
const idleMs = 1000
const afterTroubleMs = 10_000

class LogIndexThread {
  readonly #sources = new Map<string, IndexedSource>()
  readonly #send: (response: LogIndexResponse) => void
  #timer: NodeJS.Timeout | undefined
  #hadTrouble = false

  constructor(send: (response: LogIndexResponse) => void) {
    this.#send = send
  }

  receive(request: LogIndexRequest): void {
    const { id, source, name } = request
    try {
      if (name === 'open') this.#open(source, request.arguments.files)
      else if (name === 'close') this.#close(source)
      const answer = name === 'open' || name === 'close' ? null : this.#sourceOf(source).answer(request)
      this.#send({ kind: 'answer', id, answer })
    } catch (error) {
      this.#send({ kind: 'failure', id, message: messageOf(error) })
    }
  }

  #open(source: string, files: ConstructorParameters<typeof IndexedSource>[0]): void {
    this.#sources.get(source)?.close()
    this.#sources.set(source, new IndexedSource(files, (error) => this.#trouble(source, error)))
    this.#schedule(0)
  }

  #close(source: string): void {
    this.#sources.get(source)?.close()
    this.#sources.delete(source)
  }

  #sourceOf(source: string): IndexedSource {
    const found = this.#sources.get(source)
    if (found === undefined) throw new Error(`there is no source ${source}`)
    return found
  }

  #trouble(source: string, error: unknown): void {
    this.#hadTrouble = true
    this.#send({ kind: 'trouble', source, message: messageOf(error) })
  }

  /** Between two slices whatever was asked meanwhile is answered. */
  #schedule(pauseMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#work(), pauseMs)
  }

  #work(): void {
    this.#hadTrouble = false
    let isMore = false
    for (const [name, source] of this.#sources) {
      try {
        isMore = source.work(sliceMs) || isMore
      } catch (error) {
        this.#trouble(name, error)
      }
    }
    this.#schedule(this.#hadTrouble ? afterTroubleMs : isMore ? 0 : idleMs)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

if (parentPort !== null) {
  const port = parentPort
  const thread = new LogIndexThread((response) => port.postMessage(response))
  port.on('message', (request: LogIndexRequest) => thread.receive(request))
}
