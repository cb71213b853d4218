import type { CallContext } from '#main/platform/caller.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { AuditEntry } from './audit-entry.ts'

/** Finds what people call a thing of a feature, in one query; undefined where it is not there or has no name. */
export type TargetNaming = (db: DatabaseHandle, id: string) => Promise<string | undefined>

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Names of what was changed, as they are when it is recorded: the record still tells them when the thing is gone. The
 * first word of an action says which feature knows.
 */
export class TargetNames {
  readonly #namings = new Map<string, TargetNaming>()

  add(feature: string, naming: TargetNaming): void {
    this.#namings.set(feature, naming)
  }

  async of(db: DatabaseHandle, { caller }: CallContext, entry: AuditEntry): Promise<string | undefined> {
    const { target, targetName, actor, action } = entry
    if (targetName !== undefined || target === undefined || !uuid.test(target)) return targetName
    if (actor?.id === target) return actor.name
    if (caller.kind === 'user' && caller.userId === target) return caller.name
    const [feature = ''] = action.split('.', 1)
    return this.#namings.get(feature)?.(db, target)
  }
}
