import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { answerOwnerCalls } from '#main/app/owner-calls.ts'
import { serveOwnerConnection } from '#main/platform/owner-channel.ts'
import type { FuzzedSite } from './fuzzed-site.ts'
import type { Answer } from './verdict.ts'

const line = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ code: z.string(), data: z.unknown().optional() }).optional(),
  event: z.unknown().optional(),
})

const streams: ReadonlySet<string> = new Set(['system.events.subscribe', 'logs.tail'])

/** The socket of the data folder, spoken by hand. */
export class OwnerCalls {
  readonly #path: string
  readonly #end: () => Promise<void>

  private constructor(path: string, end: () => Promise<void>) {
    this.#path = path
    this.#end = end
  }

  static async open(site: FuzzedSite): Promise<OwnerCalls> {
    const handler = answerOwnerCalls(site.app)
    const server = createServer((socket) => serveOwnerConnection(socket, handler))
    const path = join(site.folder, 'owner.sock')
    server.listen(path)
    await once(server, 'listening')
    return new OwnerCalls(path, async () => {
      server.close()
      await once(server, 'close')
    })
  }

  /** `params` is JSON text. Only the first answer counts; a stream that waits for events is given up at once. */
  async call(method: string, params: string): Promise<Answer> {
    const giveUp = streams.has(method) ? '{"id":1,"cancel":true}\n' : ''
    const text = await this.exchange(`{"id":1,"method":${JSON.stringify(method)},"params":${params}}\n${giveUp}`)
    if (text === null) return { code: 'connection dropped', text: '' }
    const { error } = line.parse(JSON.parse(text))
    return error === undefined ? { code: null, text } : { ...error, text }
  }

  /** The first line after the greeting, or null where the connection was dropped. */
  async exchange(message: string | Uint8Array): Promise<string | null> {
    const socket = connect(this.#path)
    socket.on('error', () => {})
    socket.write(message)
    let said = ''
    for await (const piece of socket.setEncoding('utf8')) {
      said += piece
      if (said.split('\n').length > 2) break
    }
    return said.split('\n')[1] || null
  }

  close(): Promise<void> {
    return this.#end()
  }
}
