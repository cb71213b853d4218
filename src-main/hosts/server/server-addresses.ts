import { isIPv6 } from 'node:net'

/** What a server knows of its own addresses. */
export interface OwnAddresses {
  /** Where it listens. */
  readonly url: string
  /** Where people reach it, when that is another address. */
  readonly publicUrl?: string | undefined
  /** Names of its certificate at this moment. */
  readonly names?: (() => readonly string[]) | undefined
}

/** The addresses under which a browser may reach this server: what else it names in `Host` or `Origin` is refused. */
export class ServerAddresses {
  readonly #own: URL
  readonly #public: URL | null
  readonly #names: () => readonly string[]

  constructor({ url, publicUrl, names = () => [] }: OwnAddresses) {
    this.#own = new URL(url)
    this.#public = publicUrl === undefined ? null : new URL(publicUrl)
    this.#names = names
  }

  /** `host` as a request names it, with or without the standard port. */
  hasHost(host: string | undefined): boolean {
    if (host === undefined || /[^\w.:[\]-]/.test(host)) return false
    const asPublic = this.#public === null ? null : URL.parse(`${this.#public.protocol}//${host}`)
    if (asPublic !== null && asPublic.host === this.#public?.host) return true
    const asOwn = URL.parse(`${this.#own.protocol}//${host}`)
    return asOwn !== null && this.#isOwn(asOwn)
  }

  hasOrigin(origin: string): boolean {
    if (origin === this.#public?.origin) return true
    const url = URL.parse(origin)
    return url !== null && url.origin === origin && url.protocol === this.#own.protocol && this.#isOwn(url)
  }

  #isOwn({ hostname, port }: URL): boolean {
    if (port !== this.#own.port) return false
    const own = this.#own.hostname
    if (hostname === own || (isLoopback(own) && isLoopback(hostname))) return true
    return this.#names().some((name) => covers(name, hostname))
  }
}

/** Whether a certificate's name stands for the host; a wildcard stands for one label. */
function covers(name: string, hostname: string): boolean {
  if (name.startsWith('*.')) return hostname.replace(/^[^.]+/, '*') === name
  const asHost = URL.parse(`http://${isIPv6(name) ? `[${name}]` : name}`)?.hostname
  return asHost === hostname
}

/** Whether a host name, as an address holds it, is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
