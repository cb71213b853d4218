export { ExecutionState } from './components/execution/execution-state.tsx'
export { NextRuns } from './components/job-form/next-runs.tsx'
export { PresetFields } from './components/job-form/preset-fields.tsx'
export { cronOf, presetOf, switchPreset } from './components/job-form/schedule-preset.ts'
export { backupEn } from './locales/en.ts'
export { backupJa } from './locales/ja.ts'
export { useCancelExecution, useRunJob, useVerify } from './mutations.ts'
export { useBackupPalette } from './use-backup-palette.ts'
export { useExecutionName } from './use-execution-name.ts'

export const loadJobsScreen = () => import('./screens/jobs-screen.tsx')
export const loadNewJobScreen = () => import('./screens/new-job-screen.tsx')
export const loadJobScreen = () => import('./screens/job-screen.tsx')
export const loadEditJobScreen = () => import('./screens/edit-job-screen.tsx')
export const loadExecutionsScreen = () => import('./screens/executions-screen.tsx')
export const loadExecutionScreen = () => import('./screens/execution-screen.tsx')
export const loadRepositoriesScreen = () => import('./screens/repositories-screen.tsx')
export const loadNewRepositoryScreen = () => import('./screens/new-repository-screen.tsx')
export const loadRepositoryScreen = () => import('./screens/repository-screen.tsx')
export const loadEmergencySheetScreen = () => import('./screens/emergency-sheet-screen.tsx')
export const loadSnapshotScreen = () => import('./screens/snapshot-screen.tsx')
export const loadRestoreScreen = () => import('./screens/restore-screen.tsx')
