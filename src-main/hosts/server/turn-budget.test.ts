import { createServer, type RequestListener } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Logger, silentLogger } from '#main/platform/logger.ts'
import { withTurnBudget } from './turn-budget.ts'

/** Busy for a while, as a call is whose work is done at once. */
const answer: RequestListener = (_request, response) => {
  const worked = () => process.threadCpuUsage().user + process.threadCpuUsage().system
  const until = worked() + 3000
  while (worked() < until);
  response.end('done')
}

async function serve(log: Logger = silentLogger): Promise<number> {
  const server = createServer(withTurnBudget(answer, log))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Sends requests in one piece, so that they arrive in one turn, and answers what comes back. */
async function sendTogether(port: number, paths: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`).join(''))
  let text = ''
  for await (const part of socket) text += part
  return text
}

const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status)

describe('requests that arrive together', () => {
  it('are answered for a while, and the rest told at once when to come again', async () => {
    const warnings: unknown[] = []
    const port = await serve({ ...silentLogger, warning: (message, fields) => void warnings.push([message, fields]) })
    const text = await sendTogether(
      port,
      Array.from({ length: 400 }, () => '/api/v1/setup'),
    )
    const served = statuses(text).filter((status) => status === '200').length
    expect(served).toBeGreaterThanOrEqual(50)
    expect(served).toBeLessThan(60)
    expect(statuses(text)).toContain('503')
    expect(text).toMatch(/retry-after: [1-9]/)
    expect(text).toContain('"UNAVAILABLE"')
    expect(warnings).toEqual([['requests turned away', { count: 400 - served }]])
  })

  it('hold up nobody who comes in a later turn', async () => {
    const port = await serve()
    await sendTogether(
      port,
      Array.from({ length: 10 }, () => '/'),
    )
    expect(statuses(await sendTogether(port, ['/']))).toEqual(['200'])
  })

  it('are answered beyond that only where they ask whether the program is well', async () => {
    const port = await serve()
    const many = Array.from({ length: 50 }, () => '/')
    expect(statuses(await sendTogether(port, [...many, '/'])).at(-1)).toBe('503')
    expect(statuses(await sendTogether(port, [...many, '/health'])).at(-1)).toBe('200')
  })
})
