import { createContext } from 'react'
import type { ShownFailure } from './failure.ts'

/** What a person can do about a failure besides trying again, such as opening the page where it goes on. */
export interface FailureAction {
  readonly label: string
  readonly run: () => void
}

/** The frame knows where a failure goes on; null where it goes on nowhere. */
export const FailureActions = createContext<(failure: ShownFailure) => FailureAction | null>(() => null)
