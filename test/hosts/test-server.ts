import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { AppPorts } from '#main/app/create-app.ts'
import { type RunningServer, type ServerOptions, startServer } from '#main/hosts/server/start-server.ts'
import { adminPassword, openTestApplication, setUp, type TestApplication } from './test-application.ts'

/** The cookie of the session that an answer sets, as a browser sends it back. */
function sessionCookieIn({ headers }: Response): string | null {
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return cookies.find((cookie) => /^(__Host-)?kuraban-session/.test(cookie)) ?? null
}

/** A server of its own for each test of a file, on a new database and two built files. */
export class TestServer {
  #opened: TestApplication | null = null
  #server: RunningServer | null = null
  rendererFolder = ''
  readonly #csrfTokens = new Map<string, string>()

  constructor() {
    beforeEach(() => this.#start())
    afterEach(() => this.#stop())
  }

  get app(): TestApplication['app'] {
    if (this.#opened === null) throw new Error('the server has not been started')
    return this.#opened.app
  }

  get running(): RunningServer {
    if (this.#server === null) throw new Error('the server has not been started')
    return this.#server
  }

  get url(): string {
    return this.running.url
  }

  /** Begins anew with other ports or another way of serving. */
  async restart(change: Partial<AppPorts>, serving: Partial<ServerOptions> = {}): Promise<void> {
    await this.#stop()
    await this.#start(change, serving)
  }

  /** Calls as the screens do: with the token that belongs to the cookie, unless the call brings one itself. */
  async api(route: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const known = this.#csrfTokens.get(headers.get('cookie') ?? '')
    if (known !== undefined && !headers.has('x-csrf-token')) headers.set('x-csrf-token', known)
    const response = await fetch(`${this.url}/api/v1${route}`, { ...init, headers })
    const cookie = sessionCookieIn(response)
    const token = response.headers.get('x-csrf-token')
    if (cookie !== null && token !== null) this.#csrfTokens.set(cookie, token)
    return response
  }

  post(route: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.api(route, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  }

  /** Signs the administrator in and answers the cookie. */
  async signIn(): Promise<string> {
    const response = await this.post('/session', { name: 'admin', password: adminPassword })
    return sessionCookieIn(response) ?? ''
  }

  async setUpAndSignIn(): Promise<string> {
    await setUp(this.app)
    return this.signIn()
  }

  /** Sends bytes as they are and answers everything that comes back. */
  async rawRequest(text: string): Promise<string> {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(this.url).port) })
    socket.end(text)
    let answer = ''
    for await (const chunk of socket) answer += chunk
    return answer
  }

  async #start(change: Partial<AppPorts> = {}, serving: Partial<ServerOptions> = {}): Promise<void> {
    this.rendererFolder = await mkdtemp(path.join(tmpdir(), 'kuraban-screens-'))
    await mkdir(path.join(this.rendererFolder, 'assets'))
    await writeFile(
      path.join(this.rendererFolder, 'index.html'),
      '<meta property="csp-nonce" nonce="__CSP_NONCE__"><p>page</p>',
    )
    await writeFile(path.join(this.rendererFolder, 'assets', 'main-AbCd1234.js'), 'export {}')
    this.#opened = await openTestApplication(change)
    this.#server = await startServer({ app: this.app, port: 0, rendererFolder: this.rendererFolder, ...serving })
  }

  async #stop(): Promise<void> {
    await this.#server?.close()
    await this.#opened?.remove()
    await rm(this.rendererFolder, { recursive: true, force: true })
  }
}
