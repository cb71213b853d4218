import './jitless.ts'
import { implement, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { contract } from '#shared/contract/root.ts'
import { backupDouble } from './backup-double.ts'
import { securityDouble, settingsDouble, systemDouble, tasksDouble } from './program-double.ts'
import { variant } from './variant.ts'

/** What is needed to get past the door answers in every variant. */
const always = ['security', 'system']
const never = new Promise<never>(() => undefined)

const os = implement(contract)

const router = os
  .use(async ({ path, next }) => {
    if (always.includes(path[0] ?? '') && path[1] !== 'users') return next()
    if (variant === 'loading') return never
    if (variant === 'error')
      throw new ORPCError('DATABASE_UNAVAILABLE', { data: { reason: 'connection refused 127.0.0.1:5432' } })
    return next()
  })
  .router({
    backup: backupDouble(implement(contract.backup)),
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
