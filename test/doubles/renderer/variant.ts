import type { Language } from '#shared/contract/identifiers.ts'
import { builtInRoleSchema } from '#shared/contract/permissions.ts'

/**
 * What the double pretends: everything there, nothing yet, answers that never come, calls that fail, nobody signed in,
 * or somebody in a particular state.
 */
const variants = [
  'full',
  'empty',
  'loading',
  'error',
  'good',
  'setup',
  'setup-link',
  'sign-in',
  'sign-in-ways',
  'development',
  'expired',
  'duty-password',
  'duty-two-factor',
  'break-glass',
  'few-codes',
  'ending',
  'ended',
  'approval',
] as const

export type Variant = (typeof variants)[number]

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

export const language: Language = parameters.get('language') === 'en' ? 'en' : 'ja'

export const role = builtInRoleSchema.catch('administrator').parse(parameters.get('role'))
