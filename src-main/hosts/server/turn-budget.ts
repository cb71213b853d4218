import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Logger } from '#main/platform/logger.ts'
import { comeAgainAfterSeconds, errorAnswer } from './error-answers.ts'

/** Whoever asks only whether the program is alive is answered in a flood too. */
const alwaysAnswered = '/health'
const budgetMs = 100
/** So many of one turn are answered whatever they cost: more than all windows of a site ask for at once. */
const alwaysAnsweredCount = 50

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
 * Gives requests that arrive together so much work in one turn of the event loop, and turns the rest of them away with
 * 503 before anything is done for them: otherwise ten thousand at once are ten seconds in which nothing else happens.
 * Counting alone would not do, because calls that need no database begin and end within the turn; the work is told in
 * time of this thread, so that a machine busy with something else turns nobody away.
 */
export function withTurnBudget(answer: RequestListener, log: Logger): RequestListener {
  let turn: { readonly endsAtMs: number; answered: number } | null = null
  let turnedAway = 0
  const begin = () => {
    setImmediate(() => {
      turn = null
      if (turnedAway > 0) log.warning('requests turned away', { count: turnedAway })
      turnedAway = 0
    })
    return { endsAtMs: workedMs() + budgetMs, answered: 0 }
  }
  return (request, response) => {
    turn ??= begin()
    turn.answered += 1
    const isWithin = turn.answered <= alwaysAnsweredCount || workedMs() < turn.endsAtMs
    if (isWithin || request.url === alwaysAnswered) answer(request, response)
    else {
      turnedAway += 1
      turnAway(request, response)
    }
  }
}

/** How long this thread has worked. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

function turnAway(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  response.writeHead(503, headers).end(body)
}
