import type { Router } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { databaseContract } from '#shared/features/database/contract.ts'
import { InsightService } from './insight-service.ts'
import type { DatabaseInsightPorts } from './ports.ts'
import { createDatabaseRouter } from './router.ts'
import { QueryStatistics } from './statements/query-statistics.ts'
import { StatusService } from './status-service.ts'

export type { DatabaseInsightPorts } from './ports.ts'

/** What the database does, how long it takes and where it goes. Queries are counted from `start` on. */
export function createDatabaseInsight(ports: DatabaseInsightPorts) {
  const { slowQueryMs = 100 } = ports
  const statistics = new QueryStatistics(ports.clock, slowQueryMs)
  const router: Router<typeof databaseContract, ApiContext> = createDatabaseRouter(
    new InsightService(ports.storage, statistics),
    new StatusService(ports, slowQueryMs),
  )
  return {
    router,
    start: (owner: Owner): void => {
      owner.own('query statistics', ports.storage.onQuery(statistics.observe))
    },
  }
}
