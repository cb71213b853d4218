import { SyslogServer } from '#main/platform/syslog.ts'
import { type CheckpointDestination, deliveryLimitMs } from './destination.ts'

/** Facility of the audit log, severity informational. */
const kind = { facility: 13, severity: 6, messageId: 'audit-checkpoint' } as const

/** A syslog server over UDP, TCP or TLS. */
export function syslogDestination(address: string, caFile: string): CheckpointDestination {
  const server = new SyslogServer(address, caFile, deliveryLimitMs)
  return {
    kind: 'syslog',
    place: server.place,
    deliver: (lines) => server.send(lines.map((text) => ({ ...kind, text, at: new Date() }))),
  }
}
