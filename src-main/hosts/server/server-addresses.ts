/** The addresses under which a browser may reach this server: what else it names in `Host` or `Origin` is refused. */
export class ServerAddresses {
  readonly #origins: ReadonlySet<string>
  readonly #hosts: ReadonlySet<string>

  constructor(url: string) {
    const own = new URL(url)
    const names = isLoopback(own.hostname) ? ['localhost', '127.0.0.1', '[::1]', own.hostname] : [own.hostname]
    const origins = names.map((name) => `${own.protocol}//${name}${own.port === '' ? '' : `:${own.port}`}`)
    this.#origins = new Set(origins)
    this.#hosts = new Set(origins.map((origin) => new URL(origin).host))
  }

  hasHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host.toLowerCase())
  }

  hasOrigin(origin: string): boolean {
    return this.#origins.has(origin)
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
