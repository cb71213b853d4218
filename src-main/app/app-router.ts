import { implement, type Router } from '@orpc/server'
import type { BackupFeature } from '#main/features/backup/index.ts'
import type { createDatabaseInsight } from '#main/features/database/index.ts'
import type { createLogs } from '#main/features/logs/index.ts'
import type { createMonitoring } from '#main/features/monitoring/index.ts'
import type { createNotifications } from '#main/features/notifications/index.ts'
import type { Security } from '#main/features/security/index.ts'
import type { createSettings } from '#main/features/settings/index.ts'
import type { createSystem } from '#main/features/system/index.ts'
import type { createTasksFeature } from '#main/features/tasks/index.ts'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { type Contract, contract } from '#shared/contract/root.ts'
import type { createApiMiddleware } from './api/api-middleware.ts'

/** Every feature behind its front door. */
export interface Features {
  readonly backup: BackupFeature
  readonly database: ReturnType<typeof createDatabaseInsight>
  readonly logs: ReturnType<typeof createLogs>
  readonly monitoring: ReturnType<typeof createMonitoring>
  readonly notifications: ReturnType<typeof createNotifications>
  readonly security: Security
  readonly settings: ReturnType<typeof createSettings>
  readonly system: ReturnType<typeof createSystem>
  readonly tasks: ReturnType<typeof createTasksFeature>
}

export type AppRouter = Router<Contract, ApiContext>

/** The whole contract with the middleware before every procedure. */
export function createAppRouter(middleware: ReturnType<typeof createApiMiddleware>, features: Features): AppRouter {
  return implement(contract).$context<ApiContext>().use(middleware).router({
    backup: features.backup.router,
    database: features.database.router,
    logs: features.logs.router,
    monitoring: features.monitoring.router,
    notifications: features.notifications.router,
    security: features.security.router,
    settings: features.settings.router,
    system: features.system.router,
    tasks: features.tasks.router,
  })
}
