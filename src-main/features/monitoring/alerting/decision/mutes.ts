import type { Labels } from '#main/engine/timeseries/index.ts'
import type { Routing } from '#shared/features/monitoring/contract/notifications.ts'
import type { Alert, Matcher } from '#shared/features/monitoring/values.ts'
import { type KnownAlert, matches } from './known-alert.ts'

/** Why nobody is told of an alert just now. */
export type Mute = Alert['mutedBy'][number]

/** A silence or a maintenance window that is in force; a window without matchers is for everything. */
export interface QuietPeriod {
  readonly kind: 'silence' | 'maintenance'
  readonly id: string
  readonly name: string
  readonly matchers: readonly Matcher[]
}

type Inhibition = Routing['inhibitions'][number]
type Subject = Pick<KnownAlert, 'id' | 'labels'>
type Cause = Pick<KnownAlert, 'id' | 'labels' | 'rule'>

interface Causes {
  readonly inhibition: Inhibition
  /** Alerts that fire and match the source, by the values of the labels that must agree. */
  readonly firing: ReadonlyMap<string, readonly Cause[]>
}

/** What keeps alerts from being told at one moment. */
export class Mutes {
  readonly #periods: readonly QuietPeriod[]
  readonly #causes: readonly Causes[]

  constructor(
    periods: readonly QuietPeriod[],
    inhibitions: readonly Inhibition[],
    firing: readonly (Cause & Pick<KnownAlert, 'resolvedAtMs'>)[],
  ) {
    this.#periods = periods
    this.#causes = inhibitions.map((inhibition) => ({
      inhibition,
      firing: Map.groupBy(
        firing.filter(({ labels, resolvedAtMs }) => resolvedAtMs === null && matches(inhibition.source, labels)),
        ({ labels }) => agreement(inhibition, labels),
      ),
    }))
  }

  /** Everything that mutes the alert: silences, windows, then causes. */
  of(alert: Subject): Mute[] {
    const periods = this.#periods
      .filter(({ matchers }) => matches(matchers, alert.labels))
      .map(({ kind, id, name }) => ({ kind, id, name }))
    return [...periods, ...this.#causes.flatMap((causes) => causeOf(alert, causes))]
  }
}

/** An alert that matches both sides is muted by none that does so too: else two would mute each other. */
function causeOf(alert: Subject, { inhibition, firing }: Causes): Mute[] {
  if (!matches(inhibition.target, alert.labels)) return []
  const isSourceToo = matches(inhibition.source, alert.labels)
  const cause = firing
    .get(agreement(inhibition, alert.labels))
    ?.find(({ id, labels }) => id !== alert.id && !(isSourceToo && matches(inhibition.target, labels)))
  return cause === undefined ? [] : [{ kind: 'inhibition', id: cause.id, name: cause.rule }]
}

/** A label that is missing agrees with one that is missing. */
function agreement({ equal }: Inhibition, labels: Labels): string {
  return JSON.stringify(equal.map((name) => labels.get(name)))
}
