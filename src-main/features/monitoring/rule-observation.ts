/** One alert of a rule as an evaluation left it. */
export interface ObservedAlert {
  /** Labels with `alertname`, as the rule's templates made them. */
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly state: 'pending' | 'firing' | 'resolved'
  readonly value: number
  readonly activeAtMs: number
  readonly firedAtMs: number | null
  readonly resolvedAtMs: number | null
}

/** What one evaluation of an alerting rule saw; an alert that is not in it any more has ended. */
export interface RuleObservation {
  readonly ruleId: string
  readonly group: string
  readonly rule: string
  readonly expression: string
  readonly atMs: number
  /** The expression found no series at all: neither true nor false. */
  readonly hasNoData: boolean
  /** Why it could not be judged; its alerts stay as they were. */
  readonly error: string | null
  readonly alerts: readonly ObservedAlert[]
}

/** Who is told what every evaluation saw. */
export interface ObservationSink {
  observe(observations: readonly RuleObservation[]): Promise<void>
}
