/** Alerts from first sight to end; a resolved one stays as history. */
export interface AlertsTable {
  id: string
  /** Digest of group, rule and labels: at most one open alert for each. */
  fingerprint: string
  ruleId: string
  ruleGroup: string
  rule: string
  severity: string
  state: 'pending' | 'firing' | 'resolved'
  /** JSON objects. */
  labels: string
  annotations: string
  expression: string
  /** As Prometheus writes it, because JSON has no Inf. */
  value: string
  hasNoData: 0 | 1
  activeAt: number
  firedAt: number | null
  resolvedAt: number | null
  acknowledgedBy: string | null
  acknowledgedByName: string | null
  acknowledgedAt: number | null
  acknowledgedUntil: number | null
  acknowledgeNote: string
  assigneeId: string | null
  assigneeName: string | null
  updatedAt: number
}

export interface AlertEventsTable {
  id: string
  alertId: string
  at: number
  kind: string
  actorId: string | null
  actorName: string
  note: string
}

/** State of a group of rules over restarts: alerts as the engine keeps them, as JSON. */
export interface RuleStatesTable {
  groupKey: string
  state: string
  updatedAt: number
}

/** What was changed about a rule beside its file. */
export interface RuleOverridesTable {
  ruleId: string
  isEnabled: 0 | 1 | null
  forSeconds: number | null
  threshold: number | null
  expression: string | null
  updatedAt: number
}

export interface SilencesTable {
  id: string
  /** JSON list of matchers. */
  matchers: string
  startsAt: number
  endsAt: number
  comment: string
  createdBy: string
  createdByName: string
  createdAt: number
}

export interface MaintenanceWindowsTable {
  id: string
  name: string
  matchers: string
  isEnabled: 0 | 1
  /** JSON: once or repeated. */
  schedule: string
  updatedAt: number
}

export interface AlertChannelsTable {
  id: string
  name: string
  kind: string
  isEnabled: 0 | 1
  language: 'ja' | 'en'
  settings: string
  /** By the column cipher. */
  sealedAddress: string | null
  addressHost: string | null
  sealedSigningKey: string | null
  health: 'unknown' | 'ok' | 'failing'
  lastSentAt: number | null
  lastFailure: string | null
  updatedAt: number
}

/** One row: routes and inhibitions as JSON. */
export interface AlertRoutingTable {
  id: string
  routing: string
  updatedAt: number
}

/** What was sent for a group of alerts by a channel; the newest row of a group tells what is new and when to remind. */
export interface AlertDeliveriesTable {
  id: string
  channelId: string
  routeId: string
  groupKey: string
  /** JSON: ids of the alerts told as firing, told as resolved, and of those told before whose end was not. */
  alerts: string
  /** The newest of its group and channel, as long as there is anything to go on from. */
  isCurrent: 0 | 1
  alertCount: number
  title: string
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  failure: string | null
  createdAt: number
  sentAt: number | null
}

export interface ChecksTable {
  id: string
  name: string
  isEnabled: 0 | 1
  intervalSeconds: number
  settings: string
  state: 'unknown' | 'up' | 'down'
  lastRunAt: number | null
  lastDurationMs: number | null
  lastMessage: string
  certificateDays: number | null
  updatedAt: number
}

export interface ScrapesTable {
  id: string
  name: string
  isEnabled: 0 | 1
  url: string
  intervalSeconds: number
  timeoutMs: number
  labels: string
  allowsUntrustedCertificate: 0 | 1
  sealedBearerToken: string | null
  state: 'unknown' | 'up' | 'down'
  lastRunAt: number | null
  lastDurationMs: number | null
  lastMessage: string
  samples: number
  updatedAt: number
}

export interface HeartbeatsTable {
  id: string
  name: string
  isEnabled: 0 | 1
  intervalSeconds: number
  graceSeconds: number
  /** SHA-256 of the token in hexadecimal; the token itself is kept nowhere. */
  tokenHash: string
  lastState: 'waiting' | 'ok' | 'failed'
  lastReportAt: number | null
  /** A run that has begun and not ended. */
  startedAt: number | null
  /** Since when it is expected to report as it is set now. */
  watchedSince: number
  lastMessage: string
  lastDurationMs: number | null
  createdAt: number
  updatedAt: number
}

export interface DashboardsTable {
  id: string
  name: string
  nameEn: string
  panels: string
  updatedAt: number
  updatedBy: string
  updatedByName: string
}

export interface MonitoringTables {
  alerts: AlertsTable
  alertEvents: AlertEventsTable
  ruleStates: RuleStatesTable
  ruleOverrides: RuleOverridesTable
  silences: SilencesTable
  maintenanceWindows: MaintenanceWindowsTable
  alertChannels: AlertChannelsTable
  alertRouting: AlertRoutingTable
  alertDeliveries: AlertDeliveriesTable
  checks: ChecksTable
  scrapes: ScrapesTable
  heartbeats: HeartbeatsTable
  dashboards: DashboardsTable
}
