import { createRouterClient } from '@orpc/server'
import { createNotifications, type MailSettings } from '#main/features/notifications/index.ts'
import { noEffects } from '#main/platform/call-effects.ts'
import type { CallContext, UserCaller } from '#main/platform/caller.ts'
import { InProcessEventBus } from '#main/platform/event-bus.ts'
import { newId } from '#main/platform/identifiers.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { MetricRegistry } from '#main/platform/metrics/index.ts'
import { createColumnCipher } from '#main/platform/secret-store/index.ts'
import { memorySecretStore } from '#main/platform/secret-store/memory-secret-store.ts'
import { DatabaseTaskQueue } from '#main/storage/adapters/queue/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import type { ObservedAlert, RuleObservation } from '../../rule-observation.ts'
import { createAlerting } from '../index.ts'

export const hanako: UserCaller = {
  ...{ kind: 'user', userId: newId(), name: '花子', language: 'ja', duty: null, sessionId: newId() },
  ...{ hasTwoFactor: false, hasPassword: true, steppedUpUntil: null, held: { builtInRoles: [], rules: [] } },
}

const noMail: MailSettings = {
  ...{ host: '', port: 25, encryption: 'none-on-loopback-only', user: '', password: '', from: '', caFile: '' },
}

/** Alerting on a real database and a real queue, with a clock that is moved by hand; it can be stopped and started again. */
export class AlertingWorld {
  readonly storage: Storage
  readonly audited: { action: string; target: string | undefined; detail: unknown }[] = []
  readonly announced: AppEvent[] = []
  readonly metrics = new MetricRegistry()
  nowMs = Date.parse('2026-11-23T00:00:00Z')
  mail: MailSettings = noMail
  readonly #secrets = memorySecretStore()
  #running: ReturnType<AlertingWorld['build']>

  constructor(storage: Storage) {
    this.storage = storage
    this.#running = this.build()
  }

  private build() {
    const { storage } = this
    const events = new InProcessEventBus()
    events.listen((event) => this.announced.push(event))
    const clock = { now: () => new Date(this.nowMs), monotonicMs: () => this.nowMs }
    const queue = new DatabaseTaskQueue({ storage, events, node: 'here' })
    const cipher = createColumnCipher(this.#secrets)
    const site = () => ({ siteName: '名古屋', environment: 'production', language: 'ja' as const })
    const shared = { storage, clock, events, queue, cipher, site, log: silentLogger }
    const { mailer } = createNotifications({
      ...{ ...shared, secrets: this.#secrets, assertMayReadLetters: () => {}, mail: () => this.mail },
      timeouts: { connectMs: 500, silenceMs: 500 },
    })
    const alerting = createAlerting({
      ...{ ...shared, mailer, metrics: this.metrics },
      audit: {
        record: async (_, __, { action, target, detail }) => void this.audited.push({ action, target, detail }),
      },
      handlers: async () => [{ id: hanako.userId, name: hanako.name }],
      timeZone: () => 'Asia/Tokyo',
      externalUrl: () => 'https://kuraban.example',
      retentionDays: () => 400,
    })
    return { alerting, queue, owner: new Owner('test') }
  }

  async start(): Promise<void> {
    await this.#running.queue.start()
    await this.#running.alerting.start(this.#running.owner)
  }

  async stop(): Promise<void> {
    await this.#running.owner.stop()
    await this.#running.queue.stop()
  }

  async restart(): Promise<void> {
    await this.stop()
    this.#running = this.build()
    await this.start()
  }

  get alerting() {
    return this.#running.alerting
  }

  get api() {
    const context: CallContext = {
      ...{ requestId: newId(), transport: 'window', remoteAddress: '', userAgent: '', caller: hanako },
    }
    return createRouterClient(this.alerting.routers, { context: { ...context, effects: noEffects } })
  }

  /** An evaluation, so many seconds after the one before. */
  async see(afterSeconds: number, ...alerts: Partial<ObservedAlert>[]): Promise<void> {
    this.nowMs += afterSeconds * 1000
    await this.alerting.observations.observe([this.observation(alerts)])
  }

  observation(alerts: readonly Partial<ObservedAlert>[], given: Partial<RuleObservation> = {}): RuleObservation {
    const firing = { state: 'firing', activeAtMs: this.nowMs, firedAtMs: null, resolvedAtMs: null } as const
    return {
      ...{ ruleId: 'site.yml/disks/DiskFull#0', group: 'disks', rule: 'DiskFull', expression: 'free < 0.1' },
      ...{ atMs: this.nowMs, hasNoData: false, error: null },
      alerts: alerts.map((alert) => ({ ...firing, labels: diskFull, annotations: texts, value: 0.05, ...alert })),
      ...given,
    }
  }

  /** What the program does by itself every few seconds. */
  ping(): Promise<void> {
    return this.alerting.ping(new AbortController().signal)
  }

  /** Waits until every message has been sent or given up. */
  async delivered(): Promise<void> {
    const end = performance.now() + 40_000
    for (;;) {
      const waiting = await this.storage.db
        .selectFrom('alertDeliveries')
        .select('id')
        .where('state', '=', 'waiting')
        .execute()
      const tasks = await this.#running.queue.list({ states: ['waiting', 'delayed', 'running'] }, { limit: 1 })
      if (waiting.length + tasks.items.length === 0) return
      if (performance.now() > end) throw new Error('messages were not sent in time')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

export const diskFull = { alertname: 'DiskFull', disk: '/srv', severity: 'warning' }
const texts = {
  summary: 'ディスクの空きが少ない',
  summary_en: 'Little room on the disk',
  description: '/srv の空きは5%です。',
  description_en: '5% of /srv is free.',
  runbook_url: 'runbooks/DiskFull.ja.md',
}
