import './jitless.ts'
import { implement, ORPCError, os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { ProcedureMeta } from '#shared/contract/procedure.ts'
import { contract } from '#shared/contract/root.ts'
import { backupDouble } from './backup-double.ts'
import { databaseDouble } from './database-double.ts'
import { logsDouble } from './logs-double.ts'
import { monitoringDouble } from './monitoring-double.ts'
import { notificationsDouble } from './notifications-double.ts'
import { idOf } from './sample.ts'
import { securityDouble } from './security-double.ts'
import { currentSession } from './session-state.ts'
import { settingsDouble } from './settings-double.ts'
import { systemDouble } from './system-double.ts'
import { tasksDouble } from './tasks-double.ts'
import { variant } from './variant.ts'

const never = new Promise<never>(() => undefined)

/** What is needed to get past the door answers in every variant. */
function isDoor(path: readonly string[], meta: ProcedureMeta): boolean {
  return path[0] === 'system' || meta.access === 'public' || path.join('.') === 'security.session.extend'
}

/** Refuses as the program would: strangers, and what wants a proof of who is there. */
function refuse(path: readonly string[], meta: ProcedureMeta): void {
  const { session } = currentSession()
  if (meta.access !== 'public' && session === null) throw new ORPCError('SESSION_EXPIRED', { data: { reason: 'idle' } })
  if (meta.stepUp !== undefined && session?.steppedUpUntil === null) {
    const method = session.user.twoFactor === 'on' ? 'two-factor' : 'password'
    throw new ORPCError('STEP_UP_REQUIRED', { data: { reason: meta.stepUp, method } })
  }
  if (variant === 'approval' && path.join('.') === 'backup.repositories.remove')
    throw new ORPCError('APPROVAL_REQUIRED', { data: { approvalId: idOf(24, 0), kind: 'delete-repository' } })
}

const doorkeeper = os
  .$meta<ProcedureMeta>({ access: 'public', rateLimit: 'read', audit: 'none' })
  .middleware(async ({ path, procedure, next }) => {
    const { meta } = procedure['~orpc']
    refuse(path, meta)
    if (isDoor(path, meta)) return next()
    if (variant === 'loading') return never
    if (variant === 'error')
      throw new ORPCError('DATABASE_UNAVAILABLE', { data: { reason: 'connection refused 127.0.0.1:5432' } })
    return next()
  })

const router = implement(contract)
  .use(doorkeeper)
  .router({
    backup: backupDouble(implement(contract.backup)),
    database: databaseDouble(implement(contract.database)),
    logs: logsDouble(implement(contract.logs)),
    monitoring: monitoringDouble(implement(contract.monitoring)),
    notifications: notificationsDouble(implement(contract.notifications)),
    security: securityDouble(implement(contract.security)),
    settings: settingsDouble(implement(contract.settings)),
    system: systemDouble(implement(contract.system)),
    tasks: tasksDouble(implement(contract.tasks)),
  })

const handler = new RPCHandler(router)

/** Stands where the preload puts its bridge, and answers in the page itself. */
Object.defineProperty(window, 'kuraban', {
  value: {
    host: 'double',
    requestPort: () => {
      const { port1, port2 } = new MessageChannel()
      handler.upgrade(port1)
      port1.start()
      window.postMessage({ type: 'kuraban-port' }, window.location.origin, [port2])
    },
  },
})
