import { createBackupFeature } from '#main/features/backup/index.ts'
import { createNotifications } from '#main/features/notifications/index.ts'
import { createSecurity } from '#main/features/security/index.ts'
import { createSettings } from '#main/features/settings/index.ts'
import { createSystem } from '#main/features/system/index.ts'
import { createTasksFeature } from '#main/features/tasks/index.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import { createColumnCipher } from '#main/platform/secret-store/index.ts'
import type { Health } from '#shared/features/system/contract.ts'
import { createApiMiddleware } from './api/api-middleware.ts'
import type { AppPorts } from './app-ports.ts'
import { createAppRouter, type Features } from './app-router.ts'
import { callsOn } from './approved-calls.ts'
import { FlexibleRateLimiter } from './rate-limit/rate-limiter.ts'

export type { AppPorts } from './app-ports.ts'

function createFeatures(ports: AppPorts, health: () => Promise<Health>): Features {
  const cipher = createColumnCipher(ports.secrets)
  const notifications = createNotifications({ ...ports, cipher, mail: ports.mailSettings })
  const security = createSecurity({
    ...ports,
    cipher,
    letters: notifications.letters,
    limits: ports.sessionLimits,
    settings: ports.securitySettings,
  })
  return {
    backup: createBackupFeature({ ...ports, config: { nodeName: ports.nodeName } }),
    notifications,
    security,
    settings: createSettings({ ...ports, source: ports.settings, audit: security.audit }),
    system: createSystem({ ...ports, health }),
    tasks: createTasksFeature(ports),
  }
}

/** In the order of the start; the owner stops in reverse: schedules, then what runs, then what records it. */
async function startFeatures(
  { security, backup, notifications }: Features,
  { queue }: AppPorts,
  owner: Owner,
): Promise<void> {
  security.start(owner)
  owner.own('task queue', () => queue.stop())
  await queue.start()
  await notifications.start(owner)
  owner.own('backup', () => backup.stop())
  await backup.start()
}

/** The one place where everything is put together. Nothing runs before `start`. */
export function createApp(ports: AppPorts) {
  const { clock, events, log } = ports
  const owner = new Owner('application', { log })
  let stopping = false
  const health = async (): Promise<Health> => {
    if (stopping) return { status: 'stopping' }
    return { status: ports.isDegraded?.() === true ? 'degraded' : 'ok' }
  }
  const features = createFeatures(ports, health)
  const { security } = features
  const middleware = createApiMiddleware({
    authenticator: security.credentials.authenticator,
    access: security.access,
    audit: security.audit,
    limiter: new FlexibleRateLimiter({ redis: ports.redis ?? null, clock }),
    rules: ports.rateRules,
    clock,
    log,
    observe: ports.observe ?? (() => {}),
  })
  const router = createAppRouter(middleware, features)
  security.carryOutWith(callsOn(router))
  return {
    /** Serves every transport; hosts hand in an `ApiContext` with each call. */
    router,
    security,
    /** Fills a throw-away profile by really doing the work. */
    runDemo: features.backup.runDemo,
    events,
    log,
    clock,
    info: ports.info,
    health,
    start: () => startFeatures(features, ports, owner),
    /** Stops in reverse order of the start; resolves when nothing runs any more. */
    stop: async (): Promise<void> => {
      stopping = true
      await owner.stop()
    },
  }
}

export type Application = ReturnType<typeof createApp>
