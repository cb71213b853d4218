import type { AuditSettings } from '../../security-settings.ts'
import type { CheckpointDestination } from './destination.ts'
import { fileDestination } from './file-destination.ts'
import { syslogDestination } from './syslog-destination.ts'
import { webhookDestination } from './webhook-destination.ts'

/** The destinations that the settings name. */
export function configuredDestinations(settings: AuditSettings): CheckpointDestination[] {
  const { checkpointFile, syslog, webhook, caFile, webhookAllowInside: allowInside } = settings
  return [
    ...(checkpointFile === '' ? [] : [fileDestination(checkpointFile)]),
    ...(syslog === '' ? [] : [syslogDestination(syslog, caFile)]),
    ...(webhook === '' ? [] : [webhookDestination(webhook, { allowInside, caFile })]),
  ]
}
