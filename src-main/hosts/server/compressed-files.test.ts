import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { CompressedFiles } from './compressed-files.ts'

const body = new Uint8Array(Buffer.from('export const kuraban = 1\n'.repeat(50)))
const headers = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=1, immutable' }
const files = new CompressedFiles()
const shrink = (accepted: string | undefined, change: object = {}) =>
  files.shrink('/assets/a.js', { body, headers, ...change }, accepted)

describe('files of the screens', () => {
  it('go out in the smallest form the browser takes', async () => {
    const brotli = await shrink('gzip, deflate, br;q=0.8')
    expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
    expect(brotliDecompressSync(brotli.body)).toEqual(Buffer.from(body))
    const zipped = await shrink('gzip')
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.body)).toEqual(Buffer.from(body))
  })

  it.each([undefined, '', 'identity', 'br;q=0, gzip;q=0.0', 'zstd', 'brx'])(
    'stay as they are for %s',
    async (accepted) => {
      const file = await shrink(accepted)
      expect(file.body).toBe(body)
      expect(file.headers['content-encoding']).toBeUndefined()
      expect(file.headers.vary).toBe('accept-encoding')
    },
  )

  it.each([
    ['pictures', { headers: { 'content-type': 'image/png' } }],
    ['fewer than 1000 bytes', { body: body.slice(0, 999) }],
    ['the page with its nonce', { body: 'x'.repeat(2000) }],
  ])('are not worth it: %s', async (_what, change) => {
    expect((await shrink('br', change)).headers['content-encoding']).toBeUndefined()
  })

  it('are compressed once where they never change', async () => {
    expect((await shrink('br')).body).toBe((await shrink('br')).body)
    const changing = { headers: { ...headers, 'cache-control': 'no-cache' } }
    expect((await shrink('br', changing)).body).not.toBe((await shrink('br', changing)).body)
  })
})
