import type { Migration } from '../migrate/migration.ts'
import { tasks } from './20261122-010-tasks.ts'
import { security } from './20261122-020-security.ts'
import { backup } from './20261122-040-backup.ts'
import { identity } from './20261122-050-identity.ts'
import { credentials } from './20261122-060-credentials.ts'
import { auditChain } from './20261122-070-audit-chain.ts'
import { notifications } from './20261122-080-notifications.ts'
import { ownership } from './20261122-090-ownership.ts'
import { timeseries } from './20261122-100-timeseries.ts'
import { monitoring } from './20261122-110-monitoring.ts'

/** Every migration in the order of names. A static list, because a bundle has no folder to read. */
export const migrations: readonly Migration[] = [
  tasks,
  security,
  backup,
  identity,
  credentials,
  auditChain,
  notifications,
  ownership,
  timeseries,
  monitoring,
]
