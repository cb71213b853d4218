import type { Execution } from '#shared/features/backup/values.ts'

/** Kind of task for each kind of run. */
export const taskKinds: Readonly<Record<Execution['kind'], string>> = {
  backup: 'backup.run',
  verify: 'backup.verify',
  restore: 'backup.restore',
}

/** Backups and verifications take turns; a restore never waits behind them. */
export const taskQueues: Readonly<Record<Execution['kind'], string>> = {
  backup: 'backup',
  verify: 'backup',
  restore: 'restore',
}
