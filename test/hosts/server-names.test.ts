import { describe, expect, it } from 'vitest'
import { returnPath } from '#main/features/security/index.ts'
import { TestServer } from './test-server.ts'

const server = new TestServer()

/** The head of the answer to a request that is written as it stands. */
async function headOf(target: string, ...headers: readonly string[]): Promise<readonly string[]> {
  const host = `Host: ${new URL(server.url).host}`
  const lines = [`GET ${target} HTTP/1.1`, host, 'Connection: close', ...headers, '', '']
  const answer = await server.rawRequest(lines.join('\r\n'))
  return answer.split('\r\n\r\n', 1)[0]?.split('\r\n') ?? []
}

describe('what a request says of itself', () => {
  it.each(['%0d%0aSet-Cookie:%20stolen=1', '%E2%80%AE%1b[2J', '\u00e9\u0085'])(
    'adds no line to the head of an answer that repeats it (%j)',
    async (said) => {
      const head = await headOf(`${returnPath}?code=${said}`, `User-Agent: ${said}`, `X-Request-Id: ${said}`)
      for (const line of head) expect(line).not.toMatch(/^set-cookie|\p{Cc}/iu)
      expect(head.join('\n')).toMatch(/^HTTP\/1\.1 (303|400) /)
    },
  )
})
