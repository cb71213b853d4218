import type { RendererFiles } from '#main/app/renderer-files.ts'
import { appHost, appScheme, type ElectronParts } from './electron-parts.ts'

/** Declares the scheme of the windows; must run before the application is ready. */
export function declareScheme({ protocol }: ElectronParts): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built screens: GET and HEAD, our host, files of the table; everything else does not exist. */
export function answerWith(files: RendererFiles): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = URL.parse(request.url)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405)
    if (url === null || url.protocol !== `${appScheme}:` || url.host !== appHost) return refusal(404)
    const file = await files.find(url.pathname)
    if (file === null) return refusal(404)
    const body =
      request.method === 'HEAD' ? null : typeof file.body === 'string' ? file.body : new Uint8Array(file.body)
    return new Response(body, { headers: { ...file.headers, 'x-content-type-options': 'nosniff' } })
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'x-content-type-options': 'nosniff' } })
}
