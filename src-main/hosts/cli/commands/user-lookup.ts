import type { z } from 'zod'
import type { Json } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import { pageSchema } from '#shared/contract/paging.ts'
import { type User, userSchema } from '#shared/features/security/values.ts'
import type { CallApplication } from './application.ts'

const pageOfUsers = pageSchema(userSchema)
const longestSearch = 100

/** Everybody whom the filter shows, page by page. */
export async function allUsers(call: CallApplication, filter: Readonly<Record<string, Json>>): Promise<User[]> {
  const users: User[] = []
  let cursor: string | null = null
  do {
    const page: z.infer<typeof pageOfUsers> = pageOfUsers.parse(
      await call('security.users.list', { ...filter, limit: 200, ...(cursor === null ? {} : { cursor }) }),
    )
    users.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return users
}

/** The person of that name; case and width do not matter, as at the sign-in. */
export async function userNamed(call: CallApplication, name: string): Promise<User> {
  const wanted = keyOf(name)
  const found = await allUsers(call, { search: wanted.slice(0, longestSearch) })
  const user = found.find((one) => keyOf(one.name) === wanted)
  if (user === undefined) throw new AppError('NOT_FOUND', { resource: 'user', id: name })
  return user
}

function keyOf(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
