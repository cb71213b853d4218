import { keepPreviousData } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'
import type { Permission } from '#shared/contract/permissions.ts'
import type { AuditFilter } from '#shared/features/security/contract/audit.ts'
import type { RoleReference, User } from '#shared/features/security/values.ts'

const { users, groups, invitations, sessions, roles, access, approvals, apiKeys, audit } = queries.security

interface RowPage {
  readonly nextCursor: string | null
}

const paged = {
  initialPageParam: undefined,
  getNextPageParam: (page: RowPage) => page.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
}

type Cursor = string | undefined

/** What a list of people is narrowed to. */
export interface PeopleFilter {
  readonly search?: string | undefined
  readonly state?: User['state'] | undefined
  readonly role?: RoleReference | undefined
  readonly groupId?: string | undefined
  readonly twoFactor?: User['twoFactor'] | undefined
}

export const directoryQuery = (filter: PeopleFilter) =>
  users.list.infiniteOptions({ input: (cursor: Cursor) => ({ ...filter, limit: 100, cursor }), ...paged })

/** People to choose from whose name or address has the text in it. */
export const peopleChoicesQuery = (search: string) =>
  users.list.queryOptions({
    input: { limit: 50, ...(search === '' ? {} : { search }) },
    placeholderData: keepPreviousData,
  })

export const personQuery = (id: string) => users.get.queryOptions({ input: { id } })

export const groupsQuery = () =>
  groups.list.infiniteOptions({ input: (cursor: Cursor) => ({ limit: 100, cursor }), ...paged })

/** Groups to choose from. */
export const groupChoicesQuery = () => groups.list.queryOptions({ input: { limit: 200 } })

export const invitationsQuery = () =>
  invitations.list.infiniteOptions({ input: (cursor: Cursor) => ({ limit: 100, cursor }), ...paged })

export const rolesQuery = () => roles.list.queryOptions()

/** Why somebody may or may not; without a person it is about oneself. */
export const decisionQuery = (permission: Permission, userId?: string) =>
  access.explain.queryOptions({ input: { permission, ...(userId === undefined ? {} : { userId }) } })

export const approvalsQuery = (show: 'waiting' | 'all') =>
  approvals.list.infiniteOptions({ input: (cursor: Cursor) => ({ show, limit: 100, cursor }), ...paged })

/** The requests that wait, for the mark in the navigation. */
export const waitingApprovalsQuery = () => approvals.list.queryOptions({ input: { show: 'waiting', limit: 50 } })

export const everySessionQuery = (userId?: string) =>
  sessions.list.infiniteOptions({
    input: (cursor: Cursor) => ({ limit: 100, cursor, ...(userId === undefined ? {} : { userId }) }),
    ...paged,
  })

export const apiKeysQuery = (state: 'active' | 'all') =>
  apiKeys.list.infiniteOptions({ input: (cursor: Cursor) => ({ state, limit: 100, cursor }), ...paged })

export const auditQuery = (filter: AuditFilter) =>
  audit.list.infiniteOptions({ input: (cursor: Cursor) => ({ ...filter, limit: 200, cursor }), ...paged })

export const auditRowQuery = (id: string) => audit.get.queryOptions({ input: { id } })

export const auditStatusQuery = () => audit.status.queryOptions()

export const checksQuery = () => queries.security.checks.list.queryOptions()

export const signInStatisticsQuery = (days: number) =>
  queries.security.signInStatistics.queryOptions({ input: { days }, placeholderData: keepPreviousData })

export const incidentQuery = () => queries.security.incident.status.queryOptions()

export const secretStoreQuery = () => queries.security.secrets.status.queryOptions()

export const certificateQuery = () => queries.security.certificate.status.queryOptions()
