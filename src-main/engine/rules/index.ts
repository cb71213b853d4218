/**
 * Prometheus' rules: files, templates, groups and the states of alerts, unit tests of rules, and what a site with
 * Prometheus of its own takes from here. Knows nothing of the application; series come and go through a port.
 */
export type { ActiveAlert } from './alerts.ts'
export { duplicateRules } from './duplicates.ts'
export {
  alertmanagerConfig,
  type ExportedChannel,
  type ExportedReceiver,
  type ExportedRoute,
  type ExportedRouting,
} from './export/alertmanager-config.ts'
export { type Dashboard, type DashboardPanel, dashboardSchema } from './export/dashboard.ts'
export { grafanaDashboard } from './export/grafana-dashboard.ts'
export { type MonitoringKitParts, monitoringKit } from './export/monitoring-kit.ts'
export { type ExportedTarget, prometheusConfig } from './export/prometheus-config.ts'
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
export { TemplateSyntaxError } from './template/lexer.ts'
export { expandMessage, type MessageValue, parseMessageTemplate } from './template/message.ts'
export { expandTemplate, parseTemplate, type Template, type TemplateData } from './template/template.ts'
export { TemplateExecutionError } from './template/values.ts'
export { applyTunings, type RuleTuning, type Tunable, tunable } from './tuning.ts'
export { type RuleTestFailure, runRuleTests, type TestSample } from './unit-tests/run-tests.ts'
export { type ExpectedAlert, type RuleTestFile, readRuleTestFile } from './unit-tests/test-file.ts'
