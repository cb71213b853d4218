import { createContext, use } from 'react'
import type { Permission } from '#shared/contract/permissions.ts'
import type { Session } from '#shared/features/security/values.ts'

/** Who is signed in; there for everything inside the shell. */
export const SessionContext = createContext<Session | null>(null)

/** The session of the person in front of the window. Use it inside the shell only. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (session === null) throw new Error('useSession is used outside of the shell')
  return session
}

/** Whether the person may do something; what never applies to them is hidden. */
export function useMay(permission: Permission): boolean {
  return use(SessionContext)?.permissions.includes(permission) ?? false
}
