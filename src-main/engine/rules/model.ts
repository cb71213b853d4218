/** Where something stands in a file, both from 1. */
export interface FilePosition {
  readonly line: number
  readonly column: number
}

interface RuleBase {
  readonly expression: string
  /** Set on what the rule yields; templates where the rule is an alert. */
  readonly labels: Readonly<Record<string, string>>
  readonly position: FilePosition
}

/** A rule whose answer is kept as a series of its own. */
export interface RecordingRule extends RuleBase {
  readonly kind: 'recording'
  readonly name: string
}

/** A rule whose answer is alerts, each pending until it has held for `forMs`. */
export interface AlertingRule extends RuleBase {
  readonly kind: 'alerting'
  readonly name: string
  readonly forMs: number
  /** How long an alert goes on firing after its condition has ended. */
  readonly keepFiringForMs: number
  readonly annotations: Readonly<Record<string, string>>
}

export type Rule = RecordingRule | AlertingRule

/** Rules that are evaluated one after another at the same moment; plain data that can be handed to another thread. */
export interface RuleGroup {
  readonly file: string
  readonly name: string
  /** Undefined where the file leaves it to the program. */
  readonly intervalMs: number | undefined
  /** The most alerts or series a rule may yield; 0 for no limit. */
  readonly limit: number
  /** How far in the past the rules are evaluated, for data that come late. */
  readonly queryOffsetMs: number
  readonly rules: readonly Rule[]
}

/** What is wrong with a file and where. */
export interface FileProblem extends FilePosition {
  readonly file: string
  readonly message: string
}
