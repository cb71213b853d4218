export { check } from './check.ts'
export type {
  CheckFinding,
  CheckFindingCode,
  CheckOptions,
  CheckProgress,
  CheckRemedy,
  CheckReport,
  CheckSeverity,
  ReadDataChoice,
} from './model.ts'
