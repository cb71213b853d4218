import { SyslogServer } from '#main/platform/syslog.ts'
import { deliveryLimitMs, type LogDestination } from './log-destination.ts'

const facility = 1
const severities: Readonly<Record<string, number>> = { DEBUG: 7, INFO: 6, WARNING: 4, ERROR: 3, CRITICAL: 2 }
const longestText = 32_768

/** A syslog server gets each line as it is, under the severity of its level. */
export function syslogShipping(address: string, caFile: string): LogDestination {
  const server = new SyslogServer(address, caFile, deliveryLimitMs)
  return {
    kind: 'syslog',
    place: server.place,
    deliver: (lines) =>
      server.send(
        lines.map(({ atMs, level, text }) => ({
          ...{ facility, severity: severities[level] ?? 6, at: new Date(atMs), messageId: 'log' },
          text: text.slice(0, longestText),
        })),
      ),
  }
}
