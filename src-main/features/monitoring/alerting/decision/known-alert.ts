import { matchesLabels } from '#main/engine/promql/index.ts'
import { Labels } from '#main/engine/timeseries/index.ts'
import type { Matcher } from '#shared/features/monitoring/values.ts'

/** An alert that fires, or has fired and ended, as far as decisions about it need to know. */
export interface KnownAlert {
  readonly id: string
  /** The same for the alert before and after it of the same rule and labels. */
  readonly fingerprint: string
  readonly rule: string
  readonly labels: Labels
  readonly firedAtMs: number
  /** Null while it fires. */
  readonly resolvedAtMs: number | null
  readonly isAcknowledged: boolean
}

/** Whether all matchers let the alert's labels pass; none lets everything pass. */
export function matches(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchesLabels(matchers, labels)
}

/** Labels of a plain object. */
export function labelsOf(record: Readonly<Record<string, string>>): Labels {
  return Labels.of(record)
}
