import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface ReceivedCall {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A web server on loopback that keeps what it is given and answers as it is told. */
export interface Receiver {
  readonly address: string
  readonly calls: ReceivedCall[]
  /** Statuses of the next answers, 200 once they are used up; null to say nothing at all. */
  answers: (number | null)[]
  close(): void
}

export async function startReceiver(tls?: { readonly cert: string; readonly key: string }): Promise<Receiver> {
  const server: Server = tls === undefined ? createServer() : createTlsServer(tls)
  const calls: ReceivedCall[] = []
  server.on('request', async (request, response) => {
    let body = ''
    for await (const part of request.setEncoding('utf8')) body += part
    calls.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
    const status = receiver.answers.length === 0 ? 200 : receiver.answers.shift()
    if (status === null || status === undefined) return
    response.writeHead(status, { location: 'http://169.254.169.254/' }).end(status === 200 ? 'ok' : 'refused')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const scheme = tls === undefined ? 'http' : 'https'
  const receiver: Receiver = {
    ...{ address: `${scheme}://127.0.0.1:${port}`, calls, answers: [] },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return receiver
}
