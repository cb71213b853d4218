import { type Application, type AppPorts, createApp } from '#main/app/create-app.ts'
import type { RateRules } from '#main/app/rate-limit/rate-rules.ts'
import { createBackupEngine } from '#main/features/backup/index.ts'
import type { MailSettings } from '#main/features/notifications/index.ts'
import { createPasswordHasher, type SecuritySettings } from '#main/features/security/index.ts'
import type { ApiContext, CallEffects } from '#main/platform/call-effects.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { systemClock } from '#main/platform/clock.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { memorySecretStore } from '#main/platform/secret-store/index.ts'
import { DatabaseTaskQueue } from '#main/storage/adapters/queue/index.ts'
import type { DatabaseEngine } from '#main/storage/storage.ts'
import { openTestStorage } from '#test/stores/open-test-storage.ts'

export const adminPassword = 'correct horse battery staple'

const unlimited = [{ limit: 1_000_000, seconds: 1 }]

/** Windows that no test reaches, for tests of other things. */
export const generousRules: RateRules = {
  ...{ login: unlimited, 'login-address': unlimited, register: unlimited, 'password-reset': unlimited },
  ...{ 'two-factor': unlimited, upload: unlimited, report: unlimited, 'backup-run': unlimited, other: unlimited },
  ...{ search: unlimited, read: unlimited, write: unlimited, delete: unlimited, admin: unlimited, live: unlimited },
  ...{ anonymous: unlimited, 'window-read': unlimited, 'window-write': unlimited },
}

/** Security as it is when nobody has set anything. */
export const testSecuritySettings: SecuritySettings = {
  environment: 'development',
  timeZone: 'Asia/Tokyo',
  twoFactorIssuer: 'Kuraban',
  twoFactorRequiredRoles: [],
  approvalsRequired: [],
  developmentSignIn: false,
  passwordBlockListFile: '',
  publicUrl: '',
  audit: {
    ...{ keepDays: 1095, checkpointFile: '', syslog: '', webhook: '', webhookAllowInside: false, caFile: '' },
  },
  singleSignOn: { providers: [], clientSecrets: {} },
}

/** No mail server, as on most sites at first. */
const noMail: MailSettings = {
  ...{ host: '', port: 587, encryption: 'starttls', user: '', password: '', from: '', caFile: '' },
}

export interface TestApplication {
  readonly app: Application
  readonly ports: AppPorts
  remove(): Promise<void>
}

/** The whole application on a database of its own, with cheap password hashes and no waiting. */
export async function openTestApplication(
  change: Partial<AppPorts> = {},
  engine: DatabaseEngine = 'sqlite',
): Promise<TestApplication> {
  const { storage, remove } = await openTestStorage(engine)
  const events = new InProcessEventBus()
  const ports: AppPorts = {
    storage,
    queue: new DatabaseTaskQueue({ storage, events, node: 'test' }),
    clock: systemClock,
    events,
    log: silentLogger,
    secrets: memorySecretStore(),
    settings: { list: () => [], update: async () => {} },
    engine: createBackupEngine({ programVersion: '0.0.0-test' }),
    nodeName: 'test',
    watches: false,
    places: { dataFolder: '/test', settingsFile: '/test/settings.json', logFile: null },
    sessionLimits: () => ({ idleMs: 30 * 60_000, absoluteMs: 8 * 3_600_000, warnBeforeMs: 120_000, stepUpMs: 600_000 }),
    securitySettings: () => testSecuritySettings,
    mailSettings: () => noMail,
    info: () => ({
      version: '0.0.0-test',
      environment: 'development',
      siteName: 'Test site',
      host: 'server',
      demo: false,
      dataFolder: '/test',
      database: { engine, version: '0', location: '/test' },
      platform: process.platform,
      runtime: process.version,
      timeZone: 'Asia/Tokyo',
      startedAt: '2026-11-22T00:00:00.000Z',
    }),
    site: () => ({ siteName: 'Test site', environment: 'development', language: 'ja' }),
    renameSite: async () => {},
    rateRules: () => generousRules,
    exposure: () => ({ isNetworked: false, areCallsLimited: true }),
    hasher: createPasswordHasher({ memoryCost: 64, timeCost: 1, parallelism: 1 }),
    wait: async () => {},
    ...change,
  }
  const app = createApp(ports)
  await app.start()
  return {
    app,
    ports,
    remove: async () => {
      await app.stop()
      await remove()
    },
  }
}

/** Effects that remember what they were told. */
export function recordedEffects(): CallEffects & { token: string | null; ended: string | null } {
  const recorded = {
    token: null as string | null,
    ended: null as string | null,
    keepSession: (token: string) => {
      recorded.token = token
      return true
    },
    forgetSession: () => {
      recorded.token = null
    },
    reportSessionEnd: (reason: string) => {
      recorded.ended = reason
    },
    reportRateLimit: () => {},
  }
  return recorded
}

/** A call as a host hands it in; by default from a stranger in a window of this machine. */
export function callContext(change: Partial<ApiContext> = {}): ApiContext {
  const context: CallContext = {
    requestId: '',
    transport: 'window',
    remoteAddress: '',
    userAgent: 'test',
    caller: { kind: 'anonymous' },
  }
  return { ...context, effects: recordedEffects(), ...change }
}

/** Creates the administrator and answers the token of their session. */
export async function setUp(app: Application): Promise<{ token: string; userId: string }> {
  const { createRouterClient } = await import('@orpc/server')
  const effects = recordedEffects()
  const client = createRouterClient(app.router, { context: callContext({ effects }) })
  const { session } = await client.security.setup.complete({ name: 'admin', password: adminPassword, language: 'ja' })
  return { token: effects.token ?? '', userId: session.user.id }
}
