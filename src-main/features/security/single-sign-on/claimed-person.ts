import type { IDToken, UserInfoResponse } from 'openid-client'
import { z } from 'zod'
import type { SingleSignOnProvider } from '#main/platform/config/index.ts'
import type { RoleReference } from '#shared/features/security/values.ts'

/** What a provider says about somebody, as far as it is of use here. */
export interface ClaimedPerson {
  readonly subject: string
  readonly name: string | null
  /** Only where the provider says that it has verified it. */
  readonly verifiedEmail: string | null
  readonly groups: readonly string[]
  readonly tenant: string | null
}

const text = z.string().min(1).max(500)
const groupList = z.array(z.string().max(500)).max(5000)

/** The subject and the tenant come from the signed token alone; the rest may come from the provider's own answer. */
export function claimedPerson(
  { claims }: SingleSignOnProvider,
  token: IDToken,
  more: UserInfoResponse | null,
): ClaimedPerson | null {
  const subject = text.safeParse(token[claims.subject])
  if (!subject.success) return null
  const source = token[claims.email] === undefined && more !== null ? more : token
  const email = z.email().max(254).safeParse(source[claims.email])
  return {
    subject: subject.data,
    name: firstText(token[claims.name], more?.[claims.name], token.name, more?.name),
    verifiedEmail: email.success && source.email_verified === true ? email.data : null,
    groups: groupList.safeParse(token[claims.groups] ?? more?.[claims.groups]).data ?? [],
    tenant: firstText(token[claims.tenant]),
  }
}

/** Whether people like this may come in at all. */
export function isWelcome({ tenants, domains }: SingleSignOnProvider, person: ClaimedPerson): boolean {
  const domain = person.verifiedEmail?.split('@').at(-1)?.toLowerCase() ?? ''
  const tenantFits = tenants.length === 0 || (person.tenant !== null && tenants.includes(person.tenant))
  return tenantFits && (domains.length === 0 || domains.includes(domain))
}

/** The role the provider's groups give; undefined where groups decide nothing, null where they give none. */
export function roleByGroups(
  { groupRoles, createAs }: SingleSignOnProvider,
  { groups }: ClaimedPerson,
): RoleReference | null | undefined {
  if (groupRoles.length === 0) return undefined
  return groupRoles.find(({ group }) => groups.includes(group))?.role ?? createAs
}

function firstText(...values: readonly unknown[]): string | null {
  for (const value of values) {
    const read = text.safeParse(value)
    if (read.success) return read.data
  }
  return null
}
