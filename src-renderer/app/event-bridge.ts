import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { api, queries, untilAborted } from '#renderer/api/client.ts'
import { dropProgress, keepProgress } from '#renderer/api/live-progress.ts'
import { keepTick } from '#renderer/api/live-tick.ts'
import type { AppEvent } from '#shared/contract/events.ts'
import { endedTaskStates } from '#shared/features/tasks/values.ts'

export type NoticeEvent = Extract<AppEvent, { readonly type: 'notice' }>

const { backup, logs, monitoring, notifications, security, settings, system, tasks } = queries

/** Which queries an event makes stale; null for all of them. Progress and notices make none stale. */
export function staleAfter(event: AppEvent): readonly QueryKey[] | null {
  switch (event.type) {
    case 'backup.repository.changed':
      return [backup.repositories.key(), backup.snapshots.key(), backup.overview.key()]
    case 'backup.job.changed':
      return [backup.jobs.key(), backup.overview.key()]
    case 'backup.execution.changed':
    case 'backup.restore.changed':
      return [backup.executions.key(), backup.jobs.key(), backup.overview.key()]
    case 'task.changed':
      return [tasks.key()]
    case 'security.user.changed':
      return [security.users.key(), security.session.key(), security.profile.key(), security.incident.key()]
    case 'security.group.changed':
    case 'security.role.changed':
      return [security.groups.key(), security.roles.key(), security.users.key(), security.session.key()]
    case 'security.invitation.changed':
      return [security.invitations.key()]
    case 'security.api-key.changed':
      return [security.apiKeys.key(), security.incident.key()]
    case 'security.approval.changed':
      return [security.approvals.key()]
    case 'security.checks.changed':
      return [security.checks.key()]
    case 'security.incident.changed':
      return [security.incident.key(), security.sessions.key()]
    case 'notifications.outbox.changed':
      return [notifications.key()]
    case 'monitoring.alert.changed':
      return [monitoring.alerts.key()]
    case 'monitoring.ticked':
      return [monitoring.host.key(), monitoring.collectors.key()]
    case 'monitoring.rules.changed':
      return [monitoring.rules.key()]
    case 'monitoring.silence.changed':
      return [monitoring.silences.key(), monitoring.alerts.key()]
    case 'monitoring.maintenance.changed':
      return [monitoring.maintenance.key(), monitoring.alerts.key()]
    case 'monitoring.channel.changed':
    case 'monitoring.routing.changed':
      return [monitoring.notifications.key()]
    case 'monitoring.check.changed':
      return [monitoring.checks.key()]
    case 'monitoring.scrape.changed':
      return [monitoring.scrapes.key()]
    case 'monitoring.heartbeat.changed':
      return [monitoring.heartbeats.key()]
    case 'monitoring.dashboard.changed':
      return [monitoring.dashboards.key()]
    case 'logs.sources.changed':
      return [logs.sources.key()]
    case 'security.session.ended':
      return [security.session.key()]
    case 'settings.changed':
      return [settings.key(), system.info.key(), security.setup.key()]
    case 'events.lost':
      return null
    case 'task.progress':
    case 'notice':
      return []
  }
}

/** Collects stale keys for a moment, so that a burst of events asks once. */
export function createInvalidator(client: QueryClient, waitMs = 80) {
  let waiting = new Map<string, QueryKey>()
  let everything = false
  let isWaiting = false
  const flush = () => {
    isWaiting = false
    const keys = everything ? [undefined] : [...waiting.values()]
    waiting = new Map()
    everything = false
    for (const queryKey of keys) void client.invalidateQueries(queryKey === undefined ? {} : { queryKey })
  }
  return (keys: readonly QueryKey[] | null) => {
    if (keys === null) everything = true
    for (const key of keys ?? []) waiting.set(JSON.stringify(key), key)
    if (isWaiting || (!everything && waiting.size === 0)) return
    isWaiting = true
    setTimeout(flush, waitMs)
  }
}

const isEnded = (state: string) => endedTaskStates.some((ended) => ended === state)

/** Follows what the program announces until the signal aborts; a broken connection resumes after the last event seen. */
export async function followEvents(
  client: QueryClient,
  onNotice: (notice: NoticeEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const invalidate = createInvalidator(client)
  const stream = await api.system.events.subscribe({}, { signal, context: untilAborted(signal) })
  for await (const { event } of stream) {
    if (event.type === 'task.progress') keepProgress(event.id, event.progress)
    if (event.type === 'task.changed' && isEnded(event.state)) dropProgress(event.id)
    if (event.type === 'monitoring.ticked') keepTick(event.atMs)
    if (event.type === 'notice') onNotice(event)
    invalidate(staleAfter(event))
  }
}
