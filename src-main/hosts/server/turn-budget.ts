import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Logger } from '#main/platform/logger.ts'
import { comeAgainAfterSeconds, errorAnswer } from './error-answers.ts'

/** Whoever asks only whether the program is alive is answered in a flood too. */
const alwaysAnswered = '/health'
const budgetMs = 100

const body = JSON.stringify(errorAnswer('UNAVAILABLE', { what: 'requests' }))
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': Buffer.byteLength(body),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'retry-after': String(comeAgainAfterSeconds),
  connection: 'close',
}

/**
 * Gives requests that arrive together so much time of one turn of the event loop, and turns the rest of them away with
 * 503 before anything is done for them: otherwise ten thousand at once are ten seconds in which nothing else happens.
 * Counting calls would not do, because those that need no database begin and end within the turn.
 */
export function withTurnBudget(answer: RequestListener, log: Logger): RequestListener {
  let endsAtMs: number | null = null
  let turnedAway = 0
  const beginTurn = () => {
    endsAtMs = performance.now() + budgetMs
    setImmediate(() => {
      endsAtMs = null
      if (turnedAway > 0) log.warning('requests turned away', { count: turnedAway })
      turnedAway = 0
    })
  }
  return (request, response) => {
    if (endsAtMs === null) beginTurn()
    if (endsAtMs === null || performance.now() < endsAtMs || request.url === alwaysAnswered) answer(request, response)
    else {
      turnedAway += 1
      turnAway(request, response)
    }
  }
}

function turnAway(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  response.writeHead(503, headers).end(body)
}
