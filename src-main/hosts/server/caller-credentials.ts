import type { IncomingHttpHeaders } from 'node:http'

/** What a request brings to say who it is. A bearer token is looked at first, and then no cookie is. */
export interface Credentials {
  readonly kind: 'none' | 'bearer' | 'cookie'
  readonly token?: string
}

/** The cookie's name and flags. Plain http exists on loopback only, where all ports share one cookie jar. */
export interface SessionCookie {
  readonly name: string
  readonly secure: boolean
}

export function sessionCookieOf(url: string): SessionCookie {
  const { protocol, port } = new URL(url)
  return protocol === 'https:'
    ? { name: '__Host-kuraban-session', secure: true }
    : { name: `kuraban-session-${port}`, secure: false }
}

/** The cookie by which a browser is known as one on which somebody has signed in before. It opens nothing. */
export function deviceCookieOf({ name, secure }: SessionCookie): SessionCookie {
  return { name: name.replace('session', 'device'), secure }
}

export function deviceSecretOf(headers: IncomingHttpHeaders, cookie: SessionCookie): string | undefined {
  return cookieNamed(deviceCookieOf(cookie).name, headers.cookie ?? '')
}

export function credentialsOf(headers: IncomingHttpHeaders, cookie: SessionCookie): Credentials {
  const bearer = /^Bearer ([\w.~+/=-]{1,2048})$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return { kind: 'bearer', token: bearer }
  if (headers.authorization !== undefined) return { kind: 'bearer' }
  const token = cookieNamed(cookie.name, headers.cookie ?? '')
  return token === undefined ? { kind: 'none' } : { kind: 'cookie', token }
}

/** Value of a Set-Cookie header that keeps the token, or forgets it when there is none. */
export function setCookieText({ name, secure }: SessionCookie, token: string, expiresAt: Date): string {
  const flags = secure ? '; Secure' : ''
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Expires=${expiresAt.toUTCString()}${flags}`
}

function cookieNamed(name: string, header: string): string | undefined {
  for (const pair of header.split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value !== undefined && /^[\w-]{1,64}$/.test(value)) return value
  }
  return undefined
}
