import { useCallback, useEffect, useState } from 'react'
import {
  type EntranceLink,
  takeBinding,
  takeEntranceLink,
  useClaimSignInLink,
  useCompleteSingleSignOn,
} from '#renderer/features/security/index.ts'

const strangeAnswer = { code: 'SINGLE_SIGN_ON_FAILED', data: { reason: 'state' } }

/**
 * What the address brought along; an address opened later in the same window counts too. `visit` counts them, so that each
 * begins at the door anew, while one that is used up disturbs nobody.
 */
export function useEntranceLink(first: EntranceLink | null) {
  const [state, setState] = useState({ link: first, visit: 0 })
  useEffect(() => {
    const look = () => {
      const next = takeEntranceLink(window)
      if (next !== null) setState(({ visit }) => ({ link: next, visit: visit + 1 }))
    }
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  const clearLink = useCallback(() => setState(({ visit }) => ({ link: null, visit })), [])
  return { ...state, clearLink }
}

/** Redeems what lets in by itself, once and before anything is asked: a sign-in address, or the answer of a provider. */
export function useArrival(link: EntranceLink | null) {
  const claim = useClaimSignInLink()
  const complete = useCompleteSingleSignOn()
  const [redeemed, setRedeemed] = useState<EntranceLink | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const redeemsItself = link?.kind === 'sign-in' || link?.kind === 'single-sign-on'
  const { mutateAsync: claimLink } = claim
  const { mutateAsync: completeSignOn } = complete
  useEffect(() => {
    const redeem = async () => {
      if (link?.kind === 'sign-in') await claimLink({ secret: link.secret })
      if (link?.kind !== 'single-sign-on') return
      const binding = takeBinding()
      if (binding === null) throw strangeAnswer
      await completeSignOn({ binding, answer: link.answer })
    }
    setFailure(null)
    redeem()
      .catch(setFailure)
      .finally(() => setRedeemed(link))
  }, [link, claimLink, completeSignOn])
  return { claim, isArriving: redeemsItself && redeemed !== link, failure, outcome: complete.data ?? null }
}
