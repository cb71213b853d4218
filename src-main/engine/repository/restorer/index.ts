export type {
  OverwriteMode,
  RestoreAction,
  RestoredItem,
  RestoreOptions,
  RestoreProblem,
  RestoreProblemCode,
  RestoreProgress,
  RestoreReport,
} from './model.ts'
export { restore } from './restore.ts'
