/** A file that is no record: the first line that cannot be used (from 1) and what is wrong with it. */
export class AuditFileError extends Error {
  override readonly name = 'AuditFileError'
  readonly line: number
  readonly reason: string

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`)
    this.line = line
    this.reason = reason
  }
}
