/** Backup: repositories, jobs, their runs, snapshots and restores. */
export {
  type BackupFeature,
  type BackupFeaturePorts,
  createBackupFeature,
} from './backup-feature.ts'
export type { DemoStep } from './demo/demo.ts'
export { createBackupEngine } from './engine/adapter.ts'
export { toAppError } from './engine/errors.ts'
export type { KeepAwake } from './ports.ts'
