import { implement } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { databaseContract } from '#shared/features/database/contract.ts'
import type { InsightService } from './insight-service.ts'
import type { StatusService } from './status-service.ts'

const router = implement(databaseContract).$context<ApiContext>()

export function createDatabaseRouter(insight: InsightService, status: StatusService) {
  return router.router({
    status: router.status.handler(() => status.status()),
    queries: router.queries.handler(({ input }) => insight.queries(input)),
    explain: router.explain.handler(({ input }) => insight.explain(input.id, input.measure)),
    tryIndex: router.tryIndex.handler(({ input: { id, ...tried } }) => insight.tryIndex(id, tried)),
    indexChecks: router.indexChecks.handler(() => status.indexChecks()),
    reset: router.reset.handler(() => {
      insight.reset()
      return {}
    }),
  })
}
