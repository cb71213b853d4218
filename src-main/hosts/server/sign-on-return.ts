import type { FastifyInstance } from 'fastify'
import { returnPath } from '#main/features/security/index.ts'
import { sendError } from './error-answers.ts'
import { unknownRoute } from './general-answers.ts'

const longestAnswer = 8000

/**
 * Where identity providers send the browser back to: hands what they say to the page in its fragment, which reaches no
 * server and no log, and from where the page posts it with the binding that it kept.
 */
export function addSignOnReturn(server: FastifyInstance): void {
  server.get(returnPath, async (request, reply) => {
    const answer = request.url.slice(request.url.indexOf('?') + 1)
    const isAnswer = request.url.includes('?') && answer !== '' && answer.length <= longestAnswer
    if (!isAnswer) return sendError(reply, unknownRoute(request))
    await reply.code(303).header('cache-control', 'no-store').header('location', `/#single-sign-on=${answer}`).send()
  })
}
