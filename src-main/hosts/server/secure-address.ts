import type { ServerIdentity } from './server-identity.ts'

/**
 * The HTTPS address of what was asked for over HTTP: the same name where it is one of ours (a page must not be led away
 * by what a request says of its host), path and query as they were.
 */
export function secureAddress({ url, addresses }: ServerIdentity, host: string | undefined, asked: string): string {
  const target = new URL(url)
  const name = host?.replace(/:\d*$/, '') ?? ''
  const port = target.port === '' ? '' : `:${target.port}`
  if (addresses.hasHost(`${name}${port}`)) target.hostname = name
  return `${target.origin}${pathOf(asked)}`
}

/** A request may name a whole address in its first line; only its path counts. Nothing but visible ASCII goes into a header. */
function pathOf(asked: string): string {
  const path = asked.startsWith('/') ? asked : asked.replace(/^[a-z][\w+.-]*:\/\/[^/?]*/i, '')
  const visible = path.replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character))
  return visible.startsWith('/') ? visible : `/${visible === '*' ? '' : visible}`
}
