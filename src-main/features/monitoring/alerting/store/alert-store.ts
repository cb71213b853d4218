import type { Severity } from '#shared/features/monitoring/values.ts'
import type { RuleObservation } from '../../rule-observation.ts'
import { channelAlertName } from '../decision/routes.ts'
import type { AlertingPorts } from '../ports.ts'
import {
  type AlertRow,
  deleteAlerts,
  endAcknowledgements,
  insertAlertEvents,
  openAlerts,
  writeAlerts,
} from '../repository/alert-rows.ts'
import { eventRow, type Reconciliation, reconcile, reconcileRemovedRules } from './reconcile.ts'

type StorePorts = Pick<AlertingPorts, 'storage' | 'clock' | 'events' | 'metrics'>

/** Rules of the program itself, which stand in no file: their alerts are observed by whoever raises them. */
const ownRules = 'kuraban/'
/** Rule of alerts about channels that do not work. */
export const channelRuleId = `${ownRules}notifications`

const severities: readonly Severity[] = ['critical', 'warning', 'info', 'none']
const announcedAtMost = 100

/**
 * Alerts as the database keeps them. An evaluation costs one query to see what is open and one to write what has changed,
 * whatever their number; what has happened to alerts goes with it.
 */
export class AlertStore {
  readonly #ports: StorePorts

  constructor(ports: StorePorts) {
    this.#ports = ports
  }

  async observe(observations: readonly RuleObservation[]): Promise<void> {
    await this.#change((open) => reconcile(open, withoutDoubles(open, observations)))
  }

  /** Ends the alerts of rules that are in force no longer; alerts of the program itself stay. */
  async keepRules(inForce: ReadonlySet<string>): Promise<void> {
    const atMs = this.#ports.clock.now().getTime()
    await this.#change((open) => {
      const gone = open.filter(({ ruleId }) => !inForce.has(ruleId) && !ruleId.startsWith(ownRules))
      return reconcileRemovedRules(open, gone, atMs)
    })
  }

  /** Ends acknowledgements whose time is over. */
  async endAcknowledgements(nowMs: number): Promise<void> {
    const ended = await this.#ports.storage.transaction(async (tx) => {
      const ids = await endAcknowledgements(tx, nowMs)
      await insertAlertEvents(
        tx,
        ids.map((id) => eventRow(id, 'acknowledgement-ended', nowMs)),
      )
      return ids
    })
    this.#announce(ended)
    if (ended.length > 0) this.count(await openAlerts(this.#ports.storage.db))
  }

  /** Tells the figures how many alerts nobody has taken notice of. */
  count(open: readonly AlertRow[]): void {
    const waiting = open.filter(({ state, acknowledgedAt }) => state === 'firing' && acknowledgedAt === null)
    const values = severities.map((severity) => ({
      labels: { severity },
      value: waiting.filter((row) => row.severity === severity).length,
    }))
    this.#ports.metrics.replace('alerts_unacknowledged', values)
  }

  async #change(decide: (open: readonly AlertRow[]) => Reconciliation): Promise<void> {
    const done = await this.#ports.storage.transaction(async (tx) => {
      const change = decide(await openAlerts(tx))
      await writeAlerts(tx, change.written)
      await deleteAlerts(tx, change.removed)
      await insertAlertEvents(tx, change.events)
      return change
    })
    for (const { severity, rule } of done.raised) {
      this.#ports.metrics.add('alerts_total', { severity, alert_type: rule })
    }
    this.count(done.open)
    this.#announce([...new Set([...done.events.map(({ alertId }) => alertId), ...done.removed])])
  }

  #announce(ids: readonly string[]): void {
    for (const id of ids.slice(0, announcedAtMost)) {
      this.#ports.events.publish({ type: 'monitoring.alert.changed', id })
    }
  }
}

/** A rule that watches channels by their figures sees later what the program has raised itself: that is one alert, not two. */
function withoutDoubles(open: readonly AlertRow[], observations: readonly RuleObservation[]): RuleObservation[] {
  const raised = new Set(open.flatMap(({ ruleId, labels }) => (ruleId === channelRuleId ? [channelOf(labels)] : [])))
  return observations.map((observation) => ({
    ...observation,
    alerts:
      observation.rule !== channelAlertName || observation.ruleId === channelRuleId
        ? observation.alerts
        : observation.alerts.filter(({ labels }) => !raised.has(labels.channel)),
  }))
}

function channelOf(labels: string): unknown {
  const parsed: unknown = JSON.parse(labels)
  return typeof parsed === 'object' && parsed !== null && 'channel' in parsed ? parsed.channel : undefined
}
