import type { Request as PageRequest } from '@playwright/test'
import type { CustomScheme, Protocol } from 'electron'
import { machine } from './machine.ts'

/** An answer in the shape of Playwright's `fulfill`. */
export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

type Handler = (request: Request) => Response | Promise<Response>

/** Schemes of the application. Its answers are held in memory: no streaming. */
export class ProtocolDouble implements Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'> {
  readonly #privileged = new Map<string, CustomScheme['privileges']>()
  readonly #handlers = new Map<string, Handler>()

  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (machine.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) this.#privileged.set(scheme, privileges)
  }
  handle(scheme: string, handler: Handler): void {
    machine.requireReady('protocol.handle')
    const { standard, secure, bypassCSP } = this.#privileged.get(scheme) ?? {}
    if (standard !== true || secure !== true || bypassCSP === true)
      throw new Error(`the double shows standard, secure schemes under the content policy only, not ${scheme}`)
    this.#handlers.set(scheme, handler)
    machine.schemes.add(scheme)
  }

  /** What the application answers to a request; null for a scheme that is not its own. */
  async answer(url: string, request: PageRequest): Promise<Answer | null> {
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1))
    if (handler === undefined) return null
    const sent = request.postDataBuffer()
    const response = await handler(
      new Request(url, {
        method: request.method(),
        headers: request.headers(),
        body: sent === null ? null : new Uint8Array(sent),
      }),
    )
    const body = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  }
}

export const protocol = new ProtocolDouble()
