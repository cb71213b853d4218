/** Structured fields of a log line; secrets are masked by name before anything is written. */
export type LogFields = Readonly<Record<string, unknown>>

/** Where the program writes what happens. One call is one JSON line. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warning(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** For what nobody may sleep through; it alerts people at once. */
  critical(message: string, fields?: LogFields): void
  /** A logger that adds these fields (for example `requestId`) to every line. */
  child(fields: LogFields): Logger
}

/** A logger that writes nothing, for tests and for pure uses of a service. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warning: () => {},
  error: () => {},
  critical: () => {},
  child: () => silentLogger,
}
