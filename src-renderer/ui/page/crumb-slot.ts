import { createContext } from 'react'

/** The place in the top bar where a page says where one is; null outside of the shell. */
export const CrumbSlot = createContext<HTMLElement | null>(null)
