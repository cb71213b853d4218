import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import type { CertificateFiles } from '#main/platform/certificate/index.ts'
import { type Started, start } from '#test/fixtures/programs.ts'

const example = resolve(import.meta.dirname, '../../resources/deployment/nginx/kuraban.conf')

/** A port that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => found(port))
    })
  })
}

export interface ProxyPlace {
  readonly folder: string
  readonly files: CertificateFiles
  /** Where the program behind it listens. */
  readonly upstreamPort: number
  readonly httpPort: number
  readonly httpsPort: number
}

/** The real nginx with the example of the deployment kit; only its name, ports and folders are those of the test. */
export class ReverseProxy {
  readonly #nginx: Started

  private constructor(nginx: Started) {
    this.#nginx = nginx
  }

  static async start(place: ProxyPlace): Promise<ReverseProxy> {
    const { folder, httpsPort } = place
    await mkdir(join(folder, 'nginx'))
    await mkdir(join(folder, 'acme', '.well-known', 'acme-challenge'), { recursive: true })
    const configuration = join(folder, 'nginx.conf')
    await writeFile(configuration, await configurationFor(place))
    const nginx = start('nginx', ['-c', configuration, '-e', join(folder, 'nginx-error.log')], {
      PATH: `${process.env.PATH}:/usr/sbin`,
    })
    const proxy = new ReverseProxy(nginx)
    await proxy.#untilAnswering(httpsPort)
    return proxy
  }

  async stop(): Promise<void> {
    this.#nginx.child.kill('SIGTERM')
    await this.#nginx.finished
  }

  async #untilAnswering(port: number): Promise<void> {
    const ended = this.#nginx.finished.then(({ stderr }) => {
      throw new Error(`nginx has ended: ${stderr}`)
    })
    for (let answers = false; !answers; ) answers = await Promise.race([isOpen(port), ended])
    ended.catch(() => {})
  }
}

function isOpen(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => new Promise((later) => setTimeout(later, 50, false)),
  )
}

async function configurationFor({ folder, files, upstreamPort, httpPort, httpsPort }: ProxyPlace): Promise<string> {
  const changes: readonly (readonly [string, string])[] = [
    ['server 127.0.0.1:8420;', `server 127.0.0.1:${upstreamPort};`],
    ['listen 80;', `listen 127.0.0.1:${httpPort};`],
    ['listen [::]:80;', ''],
    ['listen 443 ssl;', `listen 127.0.0.1:${httpsPort} ssl;`],
    ['listen [::]:443 ssl;', ''],
    ['https://kuraban.example.jp$request_uri', `https://localhost:${httpsPort}$request_uri`],
    ['server_name kuraban.example.jp;', 'server_name localhost;'],
    ['/etc/letsencrypt/live/kuraban.example.jp/fullchain.pem', files.certificate],
    ['/etc/letsencrypt/live/kuraban.example.jp/privkey.pem', files.key],
    ['/var/cache/nginx/kuraban', join(folder, 'cache')],
    ['root /var/www/acme;', `root ${join(folder, 'acme')};`],
  ]
  let text = await readFile(example, 'utf8')
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the example no longer says ${from}`)
    text = text.replaceAll(from, to)
  }
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(folder, 'nginx', kind)};`,
  )
  return [
    'daemon off;',
    process.getuid?.() === 0 ? 'user root;' : '',
    `pid ${join(folder, 'nginx.pid')};`,
    'events {}',
    `http { access_log off; ${folders.join(' ')}\n${text}\n}`,
  ].join('\n')
}
