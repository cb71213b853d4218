import type { FastifyInstance } from 'fastify'
import type { RendererFiles } from '#main/app/renderer-files.ts'
import { CompressedFiles } from './compressed-files.ts'
import { sendError } from './error-answers.ts'
import { unknownRoute } from './general-answers.ts'

const notBuilt =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Kuraban</title><p>The screens are not built yet. Run <code>npm run build</code>, then reload. 画面がまだビルドされていません。<code>npm run build</code> のあと再読み込みしてください。</p></html>'

/** The built screens: the page at `/`, its files under their names. Where one is inside the page stands in the fragment. */
export function addScreens(server: FastifyInstance, files: RendererFiles): void {
  const compressed = new CompressedFiles()
  server.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const file = await files.find(path)
    if (file !== null) {
      const { body, headers } = await compressed.shrink(path, file, request.headers['accept-encoding'])
      await reply.headers(headers).send(body)
    } else if (path === '/') await reply.code(503).type('text/html; charset=utf-8').send(notBuilt)
    else await sendError(reply, unknownRoute(request))
  })
}
