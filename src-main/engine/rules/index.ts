/**
 * Prometheus' rules: files, templates, groups and the states of alerts, unit tests of rules, and what a site with
 * Prometheus of its own takes from here. Knows nothing of the application; series come and go through a port.
 */
export { duplicateRules } from './duplicates.ts'
export {
  alertmanagerConfig,
  type ExportedChannel,
  type ExportedReceiver,
  type ExportedRouting,
} from './export/alertmanager-config.ts'
export { type Dashboard, type DashboardPanel, dashboardSchema } from './export/dashboard.ts'
export { monitoringKit } from './export/monitoring-kit.ts'
export type { ExportedTarget } from './export/prometheus-config.ts'
export {
  RuleGroupEvaluator,
  type RuleHealth,
} from './group-evaluator.ts'
export type { FileProblem, Rule, RuleGroup } from './model.ts'
export type { RuleContext, RuleSample, RuleStore } from './ports.ts'
export type { SavedGroup } from './restore.ts'
export { type LoadedRules, loadRuleFiles } from './rule-file.ts'
export { tickAfter } from './schedule.ts'
export { formatGoNumber } from './template/go-number.ts'
export { TemplateSyntaxError } from './template/lexer.ts'
export { expandMessage, type MessageValue, parseMessageTemplate } from './template/message.ts'
export { TemplateExecutionError } from './template/values.ts'
export { applyTunings, tunable } from './tuning.ts'
export { type RuleTestFailure, runRuleTests, type TestSample } from './unit-tests/run-tests.ts'
export { type ExpectedAlert, readRuleTestFile } from './unit-tests/test-file.ts'
