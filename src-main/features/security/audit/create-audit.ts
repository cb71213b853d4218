import { BackgroundWork } from '#main/platform/background-work.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { SecretStore } from '#main/platform/secrets.ts'
import type { Storage } from '#main/storage/storage.ts'
import { securityTargetName } from '../repository/target-names.ts'
import type { SecuritySettings } from '../security-settings.ts'
import { AuditKeys } from './audit-keys.ts'
import { pruneAudit } from './audit-retention.ts'
import { AuditSealer } from './audit-sealer.ts'
import { AuditService } from './audit-service.ts'
import { AuditTrail } from './audit-trail.ts'
import { Checkpointer } from './checkpointer.ts'
import { CheckpointDelivery } from './delivery/checkpoint-delivery.ts'
import { configuredDestinations } from './delivery/configured-destinations.ts'

export interface AuditPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly secrets: SecretStore
  readonly nodeName: string
  readonly settings: () => SecuritySettings
}

const pruneEveryMs = 86_400_000
const firstPruneAfterMs = 300_000
const flushDenialsEveryMs = 60_000

/** The record with everything that keeps it: the sealer, the signatures, their delivery and the retention. */
export function createAudit(ports: AuditPorts) {
  const { log } = ports
  const settings = () => ports.settings().audit
  const keys = new AuditKeys(ports)
  const delivery = new CheckpointDelivery({ ...ports, destinations: () => configuredDestinations(settings()) })
  const onCheckpoint = () => delivery.wake()
  const checkpointer = new Checkpointer({ ...ports, keys, onCheckpoint })
  const sealer = new AuditSealer({ ...ports, onSealed: (head) => checkpointer.grown(head) })
  const trail = new AuditTrail({ ...ports, onWritten: () => sealer.wake() })
  trail.nameTargets('security', securityTargetName)
  const prune = () => pruneAudit({ ...ports, trail, checkpointer, onCheckpoint, keepDays: () => settings().keepDays })
  const parts = { keys, delivery, checkpointer, sealer, trail }
  return {
    trail,
    service: new AuditService({ ...ports, ...parts, settings }),
    prune,
    /** The owner stops in reverse: what was denied is written, then linked, then signed, then delivered. */
    start: (owner: Owner): void => {
      delivery.start(owner)
      checkpointer.start(owner)
      sealer.start(owner)
      owner.own('audited denials', () => trail.flush())
      new BackgroundWork('denial summary', log, () => trail.flush()).repeat(owner, flushDenialsEveryMs)
      const retention = new BackgroundWork('audit retention', log, prune)
      const first = setTimeout(() => void retention.run(), firstPruneAfterMs)
      first.unref()
      owner.own('first audit retention', () => clearTimeout(first))
      retention.repeat(owner, pruneEveryMs)
    },
  }
}

export type Audit = ReturnType<typeof createAudit>
