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

const parameters = new URLSearchParams(location.search)

export const variant: Variant = variants.find((known) => known === parameters.get('variant')) ?? 'full'

export const language = parameters.get('language') === 'en' ? 'en' : 'ja'

export const role = parameters.get('role') === 'viewer' ? 'viewer' : 'administrator'
