/** What the double pretends: everything there, nothing yet, answers that never come, calls that fail, or nobody signed in. */
export type Variant = 'full' | 'empty' | 'loading' | 'error' | 'setup' | 'setup-link' | 'sign-in' | 'expired' | 'good'

const variants: readonly Variant[] = [
  'full',
  'empty',
  'loading',
  'error',
  'setup',
  'setup-link',
  'sign-in',
  'expired',
  'good',
]

const stored = 'kuraban.double'

/** The router takes a query before the fragment for its own: it is remembered and taken out of the address. */
function takeParameters(): URLSearchParams {
  if (location.search !== '') {
    sessionStorage.setItem(stored, location.search)
    history.replaceState(null, '', location.pathname + location.hash)
  }
  return new URLSearchParams(sessionStorage.getItem(stored) ?? '')
}

const parameters = takeParameters()

export const variant: Variant = variants.find((known) => known === parameters.get('variant')) ?? 'full'

export const language = parameters.get('language') === 'en' ? 'en' : 'ja'

export const role = parameters.get('role') === 'viewer' ? 'viewer' : 'administrator'
