import type { Migration } from '../migrate/migration.ts'
import { tasks } from './20261122-010-tasks.ts'
import { security } from './20261122-020-security.ts'
import { backup } from './20261122-040-backup.ts'

/** Every migration in the order of names. A static list, because a bundle has no folder to read. */
export const migrations: readonly Migration[] = [tasks, security, backup]
