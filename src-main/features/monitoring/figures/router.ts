import { implement, type Router } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { monitoringContract } from '#shared/features/monitoring/contract.ts'
import type { Dashboard } from '#shared/features/monitoring/values.ts'
import type { DashboardService } from './dashboards/dashboard-service.ts'
import type { QueryService } from './query-service.ts'
import type { RuleFileService } from './rules/rule-file-service.ts'
import type { RuleService } from './rules/rule-service.ts'
import type { StoreStatus } from './store-status.ts'

export interface FiguresServices {
  readonly queries: QueryService
  readonly storeStatus: StoreStatus
  readonly rules: RuleService
  readonly ruleFiles: RuleFileService
  readonly dashboards: DashboardService
  /** What Prometheus, Alertmanager and Grafana need to do the same. */
  readonly exported: () => Promise<{ path: string; text: string }[]>
}

type FiguresContract = Pick<typeof monitoringContract, 'queries' | 'rules' | 'dashboards'>

const contract = implement(monitoringContract).$context<ApiContext>()

export function createFiguresRouter(services: FiguresServices): Router<FiguresContract, ApiContext> {
  return {
    queries: queryProcedures(services),
    rules: { ...ruleProcedures(services), files: ruleFileProcedures(services.ruleFiles) },
    dashboards: dashboardProcedures(services.dashboards),
  }
}

function queryProcedures({ queries, storeStatus }: FiguresServices) {
  const { queries: procedures } = contract
  return {
    instant: procedures.instant.handler(({ input }) => queries.instant(input.expression, input.atMs)),
    range: procedures.range.handler(({ input }) => queries.range(input.expression, input, input.stepMs)),
    plot: procedures.plot.handler(({ input }) => queries.plot(input)),
    check: procedures.check.handler(({ input }) => queries.check(input.expression)),
    metrics: procedures.metrics.handler(async ({ input }) => ({ items: await queries.metrics(input.contains) })),
    labelNames: procedures.labelNames.handler(async ({ input }) => ({
      items: await queries.labelNames(input.matchers),
    })),
    labelValues: procedures.labelValues.handler(async ({ input }) => ({
      items: await queries.labelValues(input.name, input.matchers),
    })),
    series: procedures.series.handler(({ input }) => queries.series(input.matchers, input.limit)),
    storeStatus: procedures.storeStatus.handler(() => storeStatus.read()),
  }
}

function ruleProcedures({ rules, exported }: FiguresServices) {
  const { rules: procedures } = contract
  return {
    list: procedures.list.handler(async () => ({ items: await rules.list() })),
    get: procedures.get.handler(({ input }) => rules.get(input.id)),
    plot: procedures.plot.handler(({ input }) => rules.plot(input.id, input, input.points)),
    tune: procedures.tune.handler(({ input: { id, ...tuning }, context }) => rules.tune(id, tuning, context)),
    resetTuning: procedures.resetTuning.handler(({ input, context }) => rules.resetTuning(input.id, context)),
    runbook: procedures.runbook.handler(async ({ input }) => ({
      markdown: await rules.runbook(input.name, input.language),
    })),
    export: procedures.export.handler(async () => ({ files: await exported() })),
  }
}

function ruleFileProcedures(files: RuleFileService) {
  const { files: procedures } = contract.rules
  return {
    list: procedures.list.handler(() => ({ items: files.list() })),
    get: procedures.get.handler(({ input }) => files.get(input.name)),
    check: procedures.check.handler(({ input }) => files.check(input.text)),
    save: procedures.save.handler(({ input, context }) => files.save(input.name, input.text, context)),
    remove: procedures.remove.handler(async ({ input, context }) => {
      await files.remove(input.name, context)
      return {}
    }),
  }
}

function dashboardProcedures(dashboards: DashboardService) {
  const { dashboards: procedures } = contract
  return {
    list: procedures.list.handler(async () => ({ items: await dashboards.list() })),
    get: procedures.get.handler(({ input }): Promise<Dashboard> => dashboards.get(input.id)),
    create: procedures.create.handler(({ input, context }) => dashboards.create(input, context)),
    update: procedures.update.handler(({ input: { id, updatedAt, ...dashboard }, context }) =>
      dashboards.update(id, dashboard, updatedAt, context),
    ),
    remove: procedures.remove.handler(async ({ input, context }) => {
      await dashboards.remove(input.id, context)
      return {}
    }),
  }
}
