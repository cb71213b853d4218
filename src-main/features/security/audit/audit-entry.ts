/** What was done, besides who did it. */
export interface AuditEntry {
  readonly action: string
  readonly target?: string | undefined
  /** What people call the target, where it is gone already; else it is looked up. */
  readonly targetName?: string | undefined
  /** The person whom a stranger has turned out to be, in place of the caller. */
  readonly actor?: { readonly id: string; readonly name: string }
  readonly detail?: Readonly<Record<string, unknown>>
}
