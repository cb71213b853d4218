import { z } from 'zod'
import type { ApiKeyCaller, CallContext, Caller } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import { dayMs } from '#main/platform/durations.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import { isInNetworks } from '#main/platform/networks.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import { type HeldAccess, type Permission, permissionSchema } from '#shared/contract/permissions.ts'
import type { ApiKey } from '#shared/features/security/contract/credentials.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { AccessDecisions } from '../authorization/access-decisions.ts'
import { findFirstAdministrator } from '../repository/administrators.ts'
import * as repository from '../repository/api-keys.ts'
import { findUserByNameKey, heldAccessOf } from '../repository/users.ts'
import type { SecuritySettings } from '../security-settings.ts'
import { nameKeyOf } from '../user-name.ts'
import { matchesHash, newApiKey, readApiKey } from './api-key-format.ts'

export interface ApiKeyPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly access: Pick<AccessDecisions, 'decide'>
  readonly audit: Pick<AuditTrail, 'record'>
  readonly settings: () => Pick<SecuritySettings, 'environment'>
}

export interface NewApiKeyInput {
  readonly name: string
  readonly scopes: readonly Permission[]
  readonly networks: readonly string[]
  readonly validDays: number
  readonly owner?: string | undefined
}

const useWorthWritingMs = 10 * 60_000

/** Keys of other programs: made by a person, never worth more than that person, dead at once when revoked. */
export class ApiKeyService {
  readonly #ports: ApiKeyPorts

  constructor(ports: ApiKeyPorts) {
    this.#ports = ports
  }

  async list({ state, ...page }: PageInput & { state: 'active' | 'all' }): Promise<Page<ApiKey>> {
    const { storage } = this.#ports
    const usable = state === 'active' ? { usableAt: this.#now() } : {}
    const { items, nextCursor } = await repository.listApiKeys(storage.db, { ...page, ...usable })
    return { items: items.map((row) => this.#view(row)), nextCursor }
  }

  /** The key itself stands in this answer and nowhere else. */
  async create(input: NewApiKeyInput, context: CallContext): Promise<{ apiKey: ApiKey; key: string }> {
    const { storage, audit, events, settings } = this.#ports
    const { key, prefix, hash } = newApiKey(settings().environment)
    const id = newId()
    const created = await storage.transaction(async (tx) => {
      const maker = await this.#makerOf(tx, input.owner, context.caller)
      this.#assertHeld({ kind: 'api-key', keyId: id, userId: maker.id, ...maker, scopes: input.scopes })
      const { name, networks } = input
      const scopes = [...new Set(input.scopes)]
      const now = this.#now()
      const row: repository.ApiKeyRow = {
        ...{ id, name, prefix, keyHash: hash, createdBy: maker.id, createdAt: now },
        ...{ scopes: JSON.stringify(scopes), networks: JSON.stringify(networks) },
        expiresAt: now + input.validDays * dayMs,
        ...{ lastUsedAt: null, lastUsedFrom: null, revokedAt: null },
      }
      await repository.insertApiKey(tx, row)
      const detail = { name, prefix, scopes, networks, owner: maker.id, validDays: input.validDays }
      await audit.record(tx, context, { action: 'security.apiKeys.create', target: id, detail })
      return { ...row, makerName: maker.name }
    })
    events.publish({ type: 'security.api-key.changed', id })
    return { apiKey: this.#view(created), key }
  }

  async revoke(id: string, context: CallContext): Promise<ApiKey> {
    const { storage, audit, events } = this.#ports
    const revoked = await storage.transaction(async (tx) => {
      const found = await repository.findApiKey(tx, id)
      if (found === undefined) throw new AppError('NOT_FOUND', { resource: 'api-key', id })
      const now = this.#now()
      if (!(await repository.revokeApiKey(tx, id, now))) return found
      const detail = { name: found.name, prefix: found.prefix }
      await audit.record(tx, context, { action: 'security.apiKeys.revoke', target: id, detail })
      return { ...found, revokedAt: now }
    })
    events.publish({ type: 'security.api-key.changed', id })
    return this.#view(revoked)
  }

  /** Who calls with this key from this address; null for every key that does not work, whatever the reason. */
  async authenticate(given: string, remoteAddress: string): Promise<ApiKeyCaller | null> {
    const read = readApiKey(given)
    if (read === null) return null
    const row = await repository.findApiKeyByPrefix(this.#ports.storage.db, read.prefix)
    if (!matchesHash(read.hash, row?.keyHash) || row === undefined || !this.#works(row)) return null
    const networks = listIn(row.networks)
    if (networks.length > 0 && !isInNetworks(remoteAddress, networks)) return null
    await this.#noteUse(row, remoteAddress)
    return {
      kind: 'api-key',
      keyId: row.id,
      name: row.name,
      scopes: scopesIn(row.scopes),
      userId: row.createdBy,
      held: heldAccessOf(row),
    }
  }

  #works(row: repository.ApiKeyWithMaker): boolean {
    const now = this.#now()
    const makerIsGone = row.state !== 'active' || (row.makerExpiresAt !== null && row.makerExpiresAt <= now)
    return !makerIsGone && stateOf(row, now) === 'active'
  }

  async #noteUse(row: repository.ApiKeyRow, from: string): Promise<void> {
    const at = this.#now()
    const unlessSince = at - useWorthWritingMs
    if (row.lastUsedAt !== null && row.lastUsedAt > unlessSince) return
    await repository.touchApiKey(this.#ports.storage.db, row.id, { at, from, unlessSince })
  }

  /** A key of a person is made by that person; a program with a key makes no further ones that would outlive its own. */
  async #makerOf(tx: DatabaseHandle, owner: string | undefined, caller: Caller): Promise<Maker> {
    if (caller.kind === 'user' && owner === undefined)
      return { id: caller.userId, name: caller.name, held: caller.held }
    if (caller.kind !== 'local-operator') throw new AppError('FORBIDDEN', { permission: 'api-keys.manage' })
    const user = await (owner === undefined ? findFirstAdministrator(tx) : findUserByNameKey(tx, nameKeyOf(owner)))
    if (user === undefined) throw new AppError('NOT_FOUND', { resource: 'user', id: owner ?? 'administrator' })
    return { id: user.id, name: user.name, held: heldAccessOf(user) }
  }

  #assertHeld(key: ApiKeyCaller): void {
    const missing = key.scopes.find((scope) => !this.#ports.access.decide(key, scope).allowed)
    if (missing !== undefined) throw new AppError('SCOPE_NOT_HELD', { permission: missing })
  }

  #view(row: repository.ApiKeyRow & { readonly makerName: string }): ApiKey {
    return {
      id: row.id,
      name: row.name,
      prefix: row.prefix,
      scopes: scopesIn(row.scopes),
      networks: listIn(row.networks),
      createdBy: row.makerName,
      createdAt: new Date(row.createdAt).toISOString(),
      expiresAt: new Date(row.expiresAt).toISOString(),
      lastUsedAt: row.lastUsedAt === null ? null : new Date(row.lastUsedAt).toISOString(),
      lastUsedFrom: row.lastUsedFrom,
      state: stateOf(row, this.#now()),
    }
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

interface Maker {
  readonly id: string
  readonly name: string
  readonly held: HeldAccess
}

function stateOf({ revokedAt, expiresAt }: repository.ApiKeyRow, now: number): ApiKey['state'] {
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= now ? 'expired' : 'active'
}

function scopesIn(json: string): Permission[] {
  return permissionSchema.array().parse(JSON.parse(json))
}

function listIn(json: string): string[] {
  return z.array(z.string()).parse(JSON.parse(json))
}
