import type { Socket } from 'node:net'
import { errorAnswer } from './error-answers.ts'

const headersTooLarge = errorAnswer('PAYLOAD_TOO_LARGE', { limitBytes: 16_384 })
const malformed = errorAnswer('VALIDATION', { issues: [{ path: '', message: 'malformed-request' }] })

/** Time for the answer to be read; whoever keeps the connection open beyond it is not waited for. */
const lingerMs = 1_000

/** Answers what is no request that Node can read: headers that are too large, too slow or no HTTP at all. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  socket.end(answerFor(error.code))
  setTimeout(() => socket.destroy(), lingerMs).unref()
}

function answerFor(code: string | undefined): string {
  if (code === 'HPE_HEADER_OVERFLOW') return rawAnswer('431 Request Header Fields Too Large', headersTooLarge)
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return rawAnswer('408 Request Timeout', malformed)
  return rawAnswer('400 Bad Request', malformed)
}

function rawAnswer(status: string, answer: object): string {
  const body = JSON.stringify(answer)
  const headers = ['content-type: application/json; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`]
  return [`HTTP/1.1 ${status}`, ...headers, 'connection: close', '', body].join('\r\n')
}
