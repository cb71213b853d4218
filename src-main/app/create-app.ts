import { implement } from '@orpc/server'
import { createSecurity, type PasswordHasher, type SessionLimits } from '#main/features/security/index.ts'
import { createSystem } from '#main/features/system/index.ts'
import type { ApiContext } from '#main/platform/call-effects.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { Storage } from '#main/storage/storage.ts'
import { contract } from '#shared/contract/root.ts'
import type { Health, SystemInfo } from '#shared/features/system/contract.ts'
import { createApiMiddleware, type ObservedCall } from './api/api-middleware.ts'
import { MemoryRateLimiter } from './rate-limit/rate-limiter.ts'
import { type RateRules, standardRules } from './rate-limit/rate-rules.ts'

/** What the application is made of: everything that differs between hosts, machines and tests. */
export interface AppPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly sessionLimits: () => SessionLimits
  readonly info: () => SystemInfo
  readonly site: () => { readonly siteName: string; readonly environment: string; readonly language: 'ja' | 'en' }
  readonly renameSite: (name: string) => Promise<void>
  readonly rateRules?: RateRules
  readonly observe?: (call: ObservedCall) => void
  readonly hasher?: PasswordHasher
  readonly wait?: (ms: number) => Promise<void>
}

function createRouter(
  middleware: ReturnType<typeof createApiMiddleware>,
  features: {
    readonly security: ReturnType<typeof createSecurity>
    readonly system: ReturnType<typeof createSystem>
  },
) {
  const { security, system } = contract
  return implement({ security, system }).$context<ApiContext>().use(middleware).router({
    security: features.security.router,
    system: features.system.router,
  })
}

/** The one place where everything is put together. Nothing runs before `start`. */
export function createApp(ports: AppPorts) {
  const { clock, events, log } = ports
  const owner = new Owner('application', { log })
  const security = createSecurity({ ...ports, limits: ports.sessionLimits })
  let stopping = false
  const health = async (): Promise<Health> => ({ status: stopping ? 'stopping' : 'ok' })
  const system = createSystem({ events, info: ports.info, health })
  const middleware = createApiMiddleware({
    sessions: security.sessions,
    audit: security.audit,
    limiter: new MemoryRateLimiter(clock),
    rules: ports.rateRules ?? standardRules,
    clock,
    log,
    observe: ports.observe ?? (() => {}),
  })
  return {
    /** Serves every transport; hosts hand in an `ApiContext` with each call. */
    router: createRouter(middleware, { security, system }),
    security,
    events,
    log,
    clock,
    info: ports.info,
    health,
    start: async () => {
      security.start(owner)
    },
    /** Stops in reverse order of the start; resolves when nothing runs any more. */
    stop: async () => {
      stopping = true
      await owner.stop()
    },
  }
}

export type Application = ReturnType<typeof createApp>
