/**
 * Prometheus' rules: files, templates, groups and the states of alerts, unit tests of rules, and what a site with
 * Prometheus of its own takes from here. Knows nothing of the application; series come and go through a port.
 */
export type { ActiveAlert } from './alerts.ts'
export { duplicateRules } from './duplicates.ts'
export {
  type AlertChange,
  type GroupReport,
  RuleGroupEvaluator,
  type RuleHealth,
} from './group-evaluator.ts'
export type { AlertingRule, FilePosition, FileProblem, RecordingRule, Rule, RuleGroup } from './model.ts'
export type { RuleContext, RuleSample, RuleStore } from './ports.ts'
export type { SavedGroup, SavedRule } from './restore.ts'
export { type LoadedRules, loadRuleFiles, type RuleFileText } from './rule-file.ts'
export { missedTicks, tickAfter } from './schedule.ts'
export { formatGoNumber } from './template/go-number.ts'
export { expandTemplate, parseTemplate, type TemplateData } from './template/template.ts'
export { type RuleTestFailure, runRuleTests, type TestSample } from './testing/run-tests.ts'
export { type ExpectedAlert, type RuleTestFile, readRuleTestFile } from './testing/test-file.ts'
export { applyTunings, type RuleTuning, type Tunable, tunable } from './tuning.ts'
