import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { RendererFile } from '#main/app/renderer-files.ts'

type Encoding = 'br' | 'gzip'

const worthBytes = 1000
const compressible = /^(?:text\/|application\/(?:json|manifest\+json|openmetrics-text)|image\/svg)/
const brotliQuality = 6

const compress: Readonly<Record<Encoding, (body: Uint8Array) => Promise<Buffer>>> = {
  br: async (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: async (body) => promisify(gzip)(body),
}

/**
 * Files of the screens in the smaller form a browser takes, from 1000 bytes on. What never changes under its name is
 * compressed once; the page, which holds a secret of its own, never is.
 */
export class CompressedFiles {
  readonly #kept = new Map<string, Promise<Buffer>>()

  async shrink(path: string, file: RendererFile, accepted: string | undefined): Promise<RendererFile> {
    const { body, headers } = file
    const isWorth = typeof body !== 'string' && body.length >= worthBytes
    if (!isWorth || !compressible.test(headers['content-type'] ?? '')) return file
    const varied = { ...headers, vary: 'accept-encoding' }
    const encoding = encodingOf(accepted)
    if (encoding === null) return { body, headers: varied }
    const isLasting = headers['cache-control']?.includes('immutable') === true
    const shrunk = await (isLasting ? this.#once(path, body, encoding) : compress[encoding](body))
    return { body: shrunk, headers: { ...varied, 'content-encoding': encoding } }
  }

  #once(path: string, body: Uint8Array, encoding: Encoding): Promise<Buffer> {
    const key = `${encoding} ${path}`
    const kept = this.#kept.get(key) ?? compress[encoding](body)
    this.#kept.set(key, kept)
    return kept
  }
}

function encodingOf(accepted = ''): Encoding | null {
  const offers = accepted.split(',').map((offer) => offer.split(';').map((part) => part.trim()))
  const takes = (name: string) =>
    offers.some(([coding, weight]) => coding === name && !/^q=0(\.0*)?$/.test(weight ?? ''))
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : null
}
