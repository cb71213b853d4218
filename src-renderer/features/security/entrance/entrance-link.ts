/** What an address can bring along: a secret from the terminal, a letter or an invitation, or the answer of a provider. */
export type EntranceLink =
  | { readonly kind: 'sign-in' | 'reset' | 'invitation'; readonly secret: string }
  | { readonly kind: 'single-sign-on'; readonly answer: string }

const withSecret = /(?:^|#)(sign-in|reset|invitation)=([\w.~-]{1,200})\s*$/

type Secret = Extract<EntranceLink, { readonly secret: string }>

/** The secret in an address ("…/#reset=SECRET"), or in a text that holds one; null without any. */
export function readSecret(text: string): Secret | null {
  const [, kind, secret] = withSecret.exec(text.trim()) ?? []
  if ((kind !== 'sign-in' && kind !== 'reset' && kind !== 'invitation') || secret === undefined) return null
  return { kind, secret }
}

/** The secret in a sign-in address; null without one. */
export function readSignInSecret(text: string): string | null {
  const read = readSecret(text)
  return read?.kind === 'sign-in' ? read.secret : null
}

const callback = 'sign-in/callback'

/** The address a provider of sign-ins sent the browser back to, whole or as the server hands it on in the fragment. */
export function readAnswer(address: URL): string | null {
  if (address.pathname.endsWith(`/${callback}`) && address.search !== '') {
    return new URL(address.pathname + address.search, address.origin).href
  }
  const handedOn = /^#single-sign-on=(.{1,8000})$/.exec(address.hash)?.[1]
  return handedOn === undefined ? null : new URL(`./${callback}?${handedOn}`, address).href
}

interface Page {
  readonly location: Pick<Location, 'href'>
  readonly history: Pick<History, 'replaceState'>
}

/** Takes what the window's address brings along out of it, so that it stays in no history and no bookmark. */
export function takeEntranceLink(page: Page): EntranceLink | null {
  const address = new URL(page.location.href)
  const answer = readAnswer(address)
  const link = answer === null ? readSecret(address.hash) : ({ kind: 'single-sign-on', answer } as const)
  if (link !== null) page.history.replaceState(null, '', withoutEnd(address.pathname, callback))
  return link
}

function withoutEnd(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, -end.length) : text
}
