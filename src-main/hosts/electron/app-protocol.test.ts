import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RendererFiles } from '#main/app/renderer-files.ts'
import { answerWith } from './app-protocol.ts'

let folder: string
let ask: (address: string, method?: string) => Promise<Response>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kuraban-screens-'))
  await writeFile(join(folder, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">')
  await writeFile(join(folder, 'main-AbCdEf12.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'not a screen')
  const answer = answerWith(new RendererFiles(folder))
  ask = (address, method = 'GET') => answer(new Request(address, { method }))
})

afterAll(() => rm(folder, { recursive: true }))

describe('the app protocol', () => {
  it('serves the page under a policy with a nonce of its own each time', async () => {
    const [first, second] = [await ask('app://kuraban/'), await ask('app://kuraban/index.html#/backup')]
    const nonces = [await first.text(), await second.text()].map((html) => /nonce="(.+?)"/.exec(html)?.[1])
    expect(new Set(nonces).size).toBe(2)
    expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonces[0]}'`)
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('serves the files of the screens with their type, and their head without a body', async () => {
    const script = await ask('app://kuraban/main-AbCdEf12.js')
    expect([script.status, script.headers.get('content-type'), await script.text()]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'export {}',
    ])
    const head = await ask('app://kuraban/main-AbCdEf12.js', 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it.each([
    'app://kuraban/../../etc/passwd',
    'app://kuraban/%2e%2e/%2e%2e/etc/passwd',
    'app://kuraban/..%2f..%2fetc/passwd',
    'app://kuraban/..%5c..%5cetc%5cpasswd',
    'app://kuraban/..\\..\\etc\\passwd',
    'app://kuraban//etc/passwd',
    'app://kuraban/index.html%00.js',
    'app://kuraban/index.html/',
    'app://kuraban/secret.txt',
    'app://kuraban/main-AbCdEf12.js.map',
    'app://kuraban/INDEX.HTML',
    'app://evil/index.html',
    'app://kuraban.evil.example/index.html',
    'app://kuraban:1/index.html',
    'https://kuraban/index.html',
  ])('has nothing at %s', async (address) => {
    const answer = await ask(address)
    expect([answer.status, await answer.text()]).toEqual([404, ''])
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect((await ask('app://kuraban/index.html', method)).status).toBe(405)
  })
})
