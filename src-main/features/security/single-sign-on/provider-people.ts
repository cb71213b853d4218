import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { SingleSignOnProvider } from '#main/platform/config/index.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { type RoleReference, userNameSchema } from '#shared/features/security/values.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import { countAdministrators } from '../repository/administrators.ts'
import * as identities from '../repository/external-identities.ts'
import { recomputeHeldAccess } from '../repository/held-access.ts'
import { newUserRow } from '../repository/new-user.ts'
import * as users from '../repository/users.ts'
import { nameKeyOf } from '../user-name.ts'
import { type ClaimedPerson, isWelcome, roleByGroups } from './claimed-person.ts'

export interface ProviderPeoplePorts {
  readonly clock: Clock
  readonly audit: Pick<AuditTrail, 'record'>
  readonly site: () => { readonly language: Language }
}

/** What is done for somebody, and for the record. */
interface Arrival {
  readonly tx: DatabaseHandle
  readonly provider: SingleSignOnProvider
  readonly person: ClaimedPerson
  readonly context: CallContext
}

const action = 'security.singleSignOn.complete'

/** Finds, links or makes the user behind somebody whom a provider vouches for. */
export class ProviderPeople {
  readonly #ports: ProviderPeoplePorts

  constructor(ports: ProviderPeoplePorts) {
    this.#ports = ports
  }

  /** The id of the user. Fails with SIGN_IN_FAILED for whoever is not welcome or not known, whatever the reason. */
  async userFor(arrival: Arrival): Promise<string> {
    const { tx, provider, person } = arrival
    const role = roleByGroups(provider, person)
    if (!isWelcome(provider, person) || role === null) throw notWelcome()
    const known = await identities.findUserIdByIdentity(tx, provider.id, person.subject)
    const id = known ?? (await this.#link(arrival)) ?? (await this.#create(arrival, role ?? provider.createAs))
    if (role !== undefined) await this.#followGroups(arrival, id, role)
    return id
  }

  async #link(arrival: Arrival): Promise<string | null> {
    const { tx, provider, person } = arrival
    if (!provider.linkByEmail || person.verifiedEmail === null) return null
    const user = await users.findUserByEmailKey(tx, nameKeyOf(person.verifiedEmail))
    if (user === undefined) return null
    await this.#keepIdentity(arrival, user.id, 'linked')
    return user.id
  }

  async #create(arrival: Arrival, role: RoleReference | null): Promise<string> {
    const { tx, provider, person } = arrival
    const name = userNameSchema.safeParse(person.name ?? '')
    if (provider.createAs === null || role === null || !name.success) throw notWelcome()
    const id = newId()
    const free = await this.#freeName(tx, name.data, provider)
    const email = await this.#freeEmail(tx, person)
    const row = newUserRow(
      {
        ...{ id, name: free, nameKey: nameKeyOf(free), role, passwordHash: null },
        ...{ language: this.#ports.site().language, createdAt: this.#ports.clock.now().getTime() },
      },
      { email, emailKey: email === null ? null : nameKeyOf(email) },
    )
    await users.insertUser(tx, row)
    await recomputeHeldAccess(tx, [id])
    await this.#keepIdentity(arrival, id, 'created')
    return id
  }

  /** A name that somebody has already is no reason to become that somebody. */
  async #freeName(tx: DatabaseHandle, name: string, { id }: SingleSignOnProvider): Promise<string> {
    for (const candidate of [name, `${name} (${id})`]) {
      if ((await users.findUserByNameKey(tx, nameKeyOf(candidate))) === undefined) return candidate
    }
    throw notWelcome()
  }

  async #freeEmail(tx: DatabaseHandle, { verifiedEmail }: ClaimedPerson): Promise<string | null> {
    if (verifiedEmail === null) return null
    const taken = await users.findUserByEmailKey(tx, nameKeyOf(verifiedEmail))
    return taken === undefined ? verifiedEmail : null
  }

  async #keepIdentity({ tx, provider, person, context }: Arrival, userId: string, how: string): Promise<void> {
    const { clock, audit } = this.#ports
    const createdAt = clock.now().getTime()
    await identities.insertIdentity(tx, { provider: provider.id, subject: person.subject, userId, createdAt })
    const detail = { provider: provider.id, subject: person.subject, identity: how }
    await audit.record(tx, context, { action, target: userId, detail })
  }

  /** The last administrator stays one, whatever the provider says. */
  async #followGroups({ tx, provider, context }: Arrival, id: string, role: RoleReference): Promise<void> {
    const user = await users.findUser(tx, id)
    if (user === undefined || user.role === role) return
    const wouldBeLast = user.role === 'administrator' && (await countAdministrators(tx)) <= 1
    if (wouldBeLast) return
    await users.updateUser(tx, id, { role, updatedAt: this.#ports.clock.now().getTime() })
    await recomputeHeldAccess(tx, [id])
    const detail = { provider: provider.id, from: user.role, to: role }
    await this.#ports.audit.record(tx, context, { action, target: id, detail })
  }
}

function notWelcome(): AppError {
  return new AppError('SIGN_IN_FAILED', { retryAfterSeconds: 0 })
}
