import { StandardRPCJsonSerializer } from '@orpc/client/standard'
import { z } from 'zod'
import type { Answer } from './verdict.ts'

/** One end of a message channel. */
export interface Wire {
  send(message: string): void
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
  close(): void
}

const reply = z.object({
  i: z.string(),
  t: z.number().optional(),
  p: z.object({ s: z.number().optional(), b: z.unknown().optional() }).optional(),
})
const failure = z.object({ json: z.object({ code: z.string(), data: z.unknown().optional() }) })
const serializer = new StandardRPCJsonSerializer()

/** Speaks the peer protocol by hand, so that bodies can be what no client would send. */
export class PeerCalls {
  readonly #wire: Wire
  readonly #waiting = new Map<string, (text: string | null) => void>()
  #last = 0

  constructor(wire: Wire) {
    this.#wire = wire
    wire.onMessage((text) => {
      const { success, data } = reply.safeParse(JSON.parse(text))
      if (!success || data.t !== undefined) return
      this.#waiting.get(data.i)?.(text)
      this.#waiting.delete(data.i)
    })
    wire.onClose(() => {
      for (const answer of this.#waiting.values()) answer(null)
      this.#waiting.clear()
    })
  }

  call(path: readonly string[], input: unknown): Promise<Answer> {
    const [json, meta] = serializer.serialize(input)
    return this.send(`/${path.map(encodeURIComponent).join('/')}`, JSON.stringify({ json, meta }))
  }

  /** `body` is JSON text. Streams are ended as soon as they begin. */
  async send(url: string, body: string): Promise<Answer> {
    this.#last += 1
    const id = String(this.#last)
    const text = await new Promise<string | null>((resolve) => {
      this.#waiting.set(id, resolve)
      this.#wire.send(`{"i":"${id}","p":{"u":${JSON.stringify(url)},"b":${body}}}`)
    })
    if (text === null) return { code: 'connection closed', text: '' }
    this.#wire.send(`{"i":"${id}","t":4}`)
    const { p } = reply.parse(JSON.parse(text))
    if ((p?.s ?? 200) < 400) return { code: null, text }
    if (p?.b === 'No procedure matched') return { code: 'NOT_FOUND', text }
    const { success, data } = failure.safeParse(p?.b)
    return { ...(success ? data.json : { code: `status ${p?.s}` }), text }
  }

  close(): void {
    this.#wire.close()
  }
}
