import { afterEach, beforeEach } from 'vitest'
import type { AppPorts } from '#main/app/create-app.ts'
import type { ServerOptions } from '#main/hosts/server/start-server.ts'
import { CertificateKeeper } from '#main/platform/certificate/index.ts'
import { systemClock } from '#main/platform/clock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { type Finished, runToEnd } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { TestServer } from '../hosts/test-server.ts'
import { Authority } from './authority.ts'

/** A server that speaks HTTPS under an authority of the test, with plain HTTP beside it. */
export class SecureServer {
  readonly plain = new TestServer()
  folder = ''
  #authority: Authority | null = null
  #keeper: CertificateKeeper | null = null

  constructor() {
    beforeEach(async () => {
      this.folder = await temporaryFolder()
      this.#authority = await Authority.create(this.folder)
      await this.restart()
    })
    afterEach(() => this.#keeper?.stop())
  }

  get authority(): Authority {
    if (this.#authority === null) throw new Error('the server has not been started')
    return this.#authority
  }

  get keeper(): CertificateKeeper {
    if (this.#keeper === null) throw new Error('the server has not been started')
    return this.#keeper
  }

  /** The address as the certificate names it. */
  get url(): string {
    return this.plain.url
  }

  get httpUrl(): string {
    return this.plain.running.httpUrl ?? ''
  }

  get port(): string {
    return new URL(this.url).port
  }

  async restart(serving: Partial<ServerOptions> = {}, ports: Partial<AppPorts> = {}): Promise<void> {
    await this.#keeper?.stop()
    const files = await this.authority.issue('server')
    this.#keeper = await CertificateKeeper.open({ files, clock: systemClock, log: silentLogger, everyMs: 50 })
    this.#keeper.start()
    await this.plain.restart(ports, { https: { certificate: this.#keeper, httpPort: 0 }, ...serving })
  }

  /** What curl says, headers first; it trusts the authority of the test only. */
  async curl(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await runToEnd('curl', ['-sSi', '--cacert', this.authority.file, ...args])
    if (code !== 0) throw new Error(`curl ended with ${code}: ${stderr}`)
    return stdout
  }

  /** What openssl sees when it connects. */
  connect(...args: readonly string[]): Promise<Finished> {
    const place = ['-connect', `127.0.0.1:${this.port}`, '-CAfile', this.authority.file, '-verify_return_error']
    return runToEnd('openssl', ['s_client', ...place, ...args])
  }
}
