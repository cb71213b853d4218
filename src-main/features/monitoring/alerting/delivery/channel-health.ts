import { newId } from '#main/platform/identifiers.ts'
import type { RuleObservation } from '../../rule-observation.ts'
import { channelAlertName } from '../decision/routes.ts'
import type { AlertingPorts } from '../ports.ts'
import { type ChannelRow, listChannels, markChannelFailing, markChannelWorking } from '../repository/channel-rows.ts'
import { type AlertStore, channelRuleId } from '../store/alert-store.ts'
import { messageWords } from './message-words.ts'

type HealthPorts = Pick<AlertingPorts, 'storage' | 'clock' | 'events' | 'metrics' | 'log'>

/**
 * Which channels work. One that stops working raises an alert, which goes past it, and a notice in every window, which
 * needs no channel at all. Neither is about a message, so that no failure begets another.
 */
export class ChannelHealth {
  readonly #ports: HealthPorts
  readonly #store: AlertStore

  constructor(ports: HealthPorts, store: AlertStore) {
    this.#ports = ports
    this.#store = store
  }

  async succeeded({ id, name, health }: Pick<ChannelRow, 'id' | 'name' | 'health'>): Promise<void> {
    const { storage, clock, metrics } = this.#ports
    await markChannelWorking(storage.db, id, clock.now().getTime())
    metrics.add('kuraban_notifications_total', { channel: name, result: 'sent' })
    this.#changed(id)
    if (health === 'failing') await this.refresh()
  }

  async failed({ id, name, health }: Pick<ChannelRow, 'id' | 'name' | 'health'>, reason: string): Promise<void> {
    const { storage, metrics, log } = this.#ports
    await markChannelFailing(storage.db, id, reason)
    metrics.add('kuraban_notifications_total', { channel: name, result: 'failed' })
    this.#changed(id)
    if (health === 'failing') return
    log.error('a channel for alerts does not work', { channelId: id, reason })
    this.#notice(name)
    await this.refresh()
  }

  /** Brings the alerts about channels in line with the channels there are. */
  async refresh(): Promise<void> {
    const channels = await listChannels(this.#ports.storage.db)
    const failing = channels.filter(({ health, isEnabled }) => health === 'failing' && isEnabled === 1)
    await this.#store.observe([this.#observation(failing)])
  }

  #observation(failing: readonly ChannelRow[]): RuleObservation {
    const atMs = this.#ports.clock.now().getTime()
    return {
      ...{ ruleId: channelRuleId, group: 'kuraban', rule: channelAlertName, atMs, hasNoData: false, error: null },
      expression: 'sum without (result) (increase(kuraban_notifications_total{result="failed"}[15m])) > 0',
      alerts: failing.map(({ name }) => ({
        labels: { alertname: channelAlertName, channel: name, severity: 'critical' },
        annotations: annotationsFor(name),
        ...{ state: 'firing' as const, value: 1, activeAtMs: atMs, firedAtMs: null, resolvedAtMs: null },
      })),
    }
  }

  #notice(channel: string): void {
    this.#ports.events.publish({
      type: 'notice',
      id: newId(),
      at: this.#ports.clock.now().toISOString(),
      severity: 'failure',
      code: 'monitoring.notice.channel-failing',
      data: { channel },
      link: '/monitoring/alerts',
    })
  }

  #changed(id: string): void {
    this.#ports.events.publish({ type: 'monitoring.channel.changed', id })
  }
}

function annotationsFor(channel: string): Record<string, string> {
  const [ja, en] = [messageWords('ja'), messageWords('en')]
  return {
    summary: ja.channelFailing,
    summary_en: en.channelFailing,
    description: ja.channelFailingDetail(channel),
    description_en: en.channelFailingDetail(channel),
    runbook_url: `runbooks/${channelAlertName}.ja.md`,
    runbook_url_en: `runbooks/${channelAlertName}.en.md`,
  }
}
