import type { SignInOutcome } from '#shared/features/security/values.ts'
import type { EntranceLink } from './entrance-link.ts'

/** Where one is on the way in. */
export type EntranceStep =
  | { readonly at: 'password'; readonly failure: unknown }
  | { readonly at: 'two-factor'; readonly challenge: string; readonly expiresAt: string }
  | { readonly at: 'forgotten' }
  | { readonly at: 'reset'; readonly secret: string | null }
  | { readonly at: 'invitation'; readonly secret: string | null }

/** The beginning: what a letter or an invitation is for, else name and password. */
export function firstStep(link: EntranceLink | null, failure: unknown): EntranceStep {
  if (link?.kind === 'reset') return { at: 'reset', secret: link.secret }
  if (link?.kind === 'invitation') return { at: 'invitation', secret: link.secret }
  return { at: 'password', failure }
}

/** Where a sign-in goes on that wants a second factor; null where it is done. */
export function stepAfter(outcome: SignInOutcome): EntranceStep | null {
  if (outcome.outcome !== 'two-factor') return null
  return { at: 'two-factor', challenge: outcome.challenge, expiresAt: outcome.expiresAt }
}
