import type { AccessDecisions, ApprovalService, AuditTrail } from '#main/features/security/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { TaskQueue } from '#main/platform/queue.ts'
import type { SecretStore } from '#main/platform/secrets.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { BackupEngine } from './engine/port.ts'

/** Keeps the machine from falling asleep until released. Hosts that can do so hand one in. */
export interface KeepAwake {
  hold(reason: string): { release(): void }
}

/** A machine that cannot be kept awake, or need not be. */
export const noKeepAwake: KeepAwake = { hold: () => ({ release: () => {} }) }

export interface BackupConfig {
  /** Name of this node; locks are recorded under it. */
  readonly nodeName: string
  /** How long missed runs wait after start or sleep, so that networks and disks are there. */
  readonly catchUpDelayMs: number
  /** An opened repository nobody looks into is closed after this. */
  readonly repositoryIdleMs: number
  /** A repository that was not verified for so many days needs attention. */
  readonly verificationDueDays: number
}

export const defaultBackupConfig: BackupConfig = {
  nodeName: 'this-node',
  catchUpDelayMs: 60_000,
  repositoryIdleMs: 120_000,
  verificationDueDays: 30,
}

/** Everything the backup feature is given. */
export interface BackupPorts {
  readonly storage: Storage
  readonly queue: TaskQueue
  readonly events: EventBus
  readonly clock: Clock
  readonly log: Logger
  readonly secrets: SecretStore
  readonly engine: BackupEngine
  readonly config: BackupConfig
  readonly keepAwake: KeepAwake
  readonly access: Pick<AccessDecisions, 'assert' | 'scopeOf'>
  readonly approvals: Pick<ApprovalService, 'gate'>
  readonly audit: Pick<AuditTrail, 'record'>
}
